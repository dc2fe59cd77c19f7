* PSPP stands in for SPSS. Run from this folder: pspp -O format=txt -o spss.txt spss.sps
SET FORMAT=F10.5 UNDEFINED=NOWARN.
GET DATA /TYPE=TXT /FILE='../../data/psychtools/sai.csv' /FIRSTCASE=2 /DELIMITERS=',' /VARIABLES=
  study A8 time F1 id F3 calm F1 secure F1 tense F1 regretful F1 at_ease F1 upset F1 worrying F1 rested F1 anxious F1
  comfortable F1 confident F1 nervous F1 jittery F1 high_strung F1 relaxed F1 content F1 worried F1 rattled F1 joyful F1
  pleasant F1.
SELECT IF time=1.
FACTOR /VARIABLES=tense regretful upset worrying anxious nervous jittery high_strung worried rattled
  /MISSING=LISTWISE /CRITERIA=FACTORS(2) ITERATE(500) ECONVERGE(0.000001) /EXTRACTION=PAF /ROTATION=PROMAX(4)
  /PRINT=KMO INITIAL EXTRACTION ROTATION.
RELIABILITY /VARIABLES=tense regretful upset worrying anxious nervous jittery high_strung worried rattled
  /MODEL=ALPHA /SUMMARY=TOTAL.
RELIABILITY /VARIABLES=tense regretful upset worrying anxious nervous jittery high_strung worried rattled
  /MODEL=SPLIT(5).
