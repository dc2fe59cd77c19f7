"""The program behind the synthetic study: population, respondents, fieldwork, planted problems, files, truth."""
