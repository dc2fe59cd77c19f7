"""The words with which questionnaires ask who somebody is, in Chinese and in English.

A header is taken apart into what leads up to it ("请留下您的", "What is your"), the identities it names, and what
follows ("是什么", "if you want to take part"). Only where nothing else is left does it ask for an identity;
"您的姓名是否被登记" and "name of the organisation" ask for something else.
"""

from __future__ import annotations

import re
import unicodedata

_ZH_NAMES = (
    r"(?!.*(?:知道|认识|记得|叫|了解|公开|泄露|担心|询问|登记))[一-鿿]{0,5}姓名|(?:真实|中文|英文|本人"
    r"|您的)?(?:名字|称呼)|尊姓大名|贵姓|姓氏|收[件货]人"
)
_ZH_CONTACTS = (
    r"(?:(?:联系|移动|固定|办公|家庭|住宅|手机|座机|常用|有效|联络|私人|个人)*(?:手机|电话|座机"
    r"|热线))(?:号码?)?|手机/电话"
    r"|(?:个人|有效|常用)?(?:联系|联络)方式|(?:紧急)?联系人(?:电话|手机|方式)?|(?:常用|个人|电子)*(?:邮箱"
    r"|邮件)(?:地址|账号)?"
    r"|e-?mail(?:地址|邮箱)?|微信(?:号码?|id|昵称|账号|名称?|二维码|头像)?|(?:qq|扣扣)(?:号码?|账号|邮箱"
    r"|昵称)?|微博(?:账号|昵称|id)?|抖音(?:号|账号)"
    r"|支付宝(?:账号|账户)?|小红书(?:号|账号)|个人主页"
)
_ZH_NUMBERS = (
    r"(?:居民)?身份证件?(?:号码?|照片)?|证件号码?|护照号码?|(?:学生|考生)?(?:学号|考号)|准考证号码?"
    r"|(?:员工)?工号|(?:社保|医保|社会保障)卡?号码?"
    r"|(?:病历|住院|门诊)号码?|(?:银行卡|银行)(?:卡?号码?|账号|账户)|银行卡|卡号|(?:收款|银行)账[号户]"
    r"|(?:机动)?车牌(?:号码?)?|行驶证号|驾驶证号码?"
)
_ZH_PLACES = (
    r"(?:现|常)?(?:家庭|详细|联系|通讯|通信|居住|居住地|户籍|户口|收货|邮寄|邮政|现居|家|具体|单位|住宅"
    r"|现住)*(?:住址|地址)|(?:家庭|住宅|具体)*门牌(?:号码?)?"
    r"|(?:具体)?(?:楼栋|楼号|单元|楼层|栋|幢|室)*(?:门牌|房间|房|单元|门|室)号码?|(?:楼栋|栋)号"
    r"|经纬度(?:坐标)?|经度|纬度|(?:gps|地理|当前|实时)+位置|(?:gps|地理|当前|实时)*(?:定位|坐标|位置信息)"
    r"|gps"
)
_ZH_DEVICES = (
    r"(?:来自|登录|设备)?ip(?:地址|address)?|(?:微信)?openid|unionid|用户(?:id|标识|名)|(?:微信)?昵称|网名"
    r"|(?:微信|个人|用户)?头像|设备(?:标识|号|id)|(?:imei|mac)(?:地址|号码?)?"
    r"|(?:手写|电子|本人)?签名|签字|(?:人脸|个人|证件)照片?|(?:个人)?联系信息|身份信息"
)
_ZH = f"(?:{_ZH_NAMES}|{_ZH_CONTACTS}|{_ZH_NUMBERS}|{_ZH_PLACES}|{_ZH_DEVICES})(?:[前后][四六八468]位)?"
_ZH_JOINED = rf"{_ZH}(?:(?:[、/和及与或]|以及|或者)(?:您|你)?的?(?:{_ZH}|性别|年龄|学院|单位|班级|职务|邮编))*"
_ZH_ASKING = (
    r"(?:(?:敬|烦|麻烦|恳)?请(?:您|你|问)?|(?:您|你)?(?:可以|可|能否|愿意|方便)|如(?:果)?(?:您|你)?(?:愿意"
    r"|方便|需要)(?:的话)?){0,3}(?:在(?:此|这里|下方|下面))?"
    r"(?:留下|留|填写|填|输入|提供|写下|写上|写明|写出|注明|告知|告诉我们|填入|登记|选填|上传|授权获取"
    r"|获取)?(?:一下)?"
)
_ZH_OWNER = (
    r"(?:(?:您|你|本人|我|受访者|被访者|被调查者|被调查人|受访人|被试|参与者|填表人|填写人|填报人|答卷人"
    r"|调查对象|访问员|被访人|调查员|访员|患者|学生|家长|户主|业主|住户|租户|家属|村民|孩子|老人|居民"
    r"|收[件货]人|申请人|负责人|贵)"
    r"(?:家|本人|个人|自己|家里|家庭)?的?)?"
)
_ZH_TAIL = (
    r"(?:是(?:什么|多少|哪里|啥)?|为|在哪里?|叫什么|以(?!及).*|便于.*|用于.*|方便.*|我们(?:将|会).*|不会.*"
    r"|仅.*|绝对?保密)?"
)
_ZH_WHOLE = re.compile(rf"{_ZH_ASKING}{_ZH_OWNER}{_ZH_JOINED}{_ZH_TAIL}")
_ZH_CALLED = re.compile(
    rf"{_ZH_ASKING}(?:我们)?(?:该|应该)?(?:怎么|如何|怎样)(?:称呼|联系(?:到)?)(?:您|你)|(?:您"
    rf"|你)(?:叫什么(?:名字)?|家?(?:具体)?住在?几[栋幢号](?:楼|几|单元|室|房)*)"
)

_EN_OWNER = (
    r"(?:(?:the |a |an )?(?:your|my|his|her|their|own|respondent|participant|interviewee|patient|student"
    r"|parent|guardian|child|contact person"
    r"|head of household|household head|hh head|interviewer|enumerator|applicant|user|member|teacher"
    r"|person|hh|resp|emergency contact)(?:['’]?s|s['’])? "
    r"(?:own |personal |current |preferred |best |home |work |private |full )*)?(?:the best )?"
)
_EN = (
    r"(?:(?:full |first |last |middle |given |family |maiden |legal |real |complete |recipient ?)*(?:name"
    r"|names|surname|forename|firstname|lastname|fullname)"
    r"|initials|nick ?name|screen name|user ?name|name (?:first|last|and surname)|(?:first|last"
    r"|sur)(?:name)? ?(?:and|/|&) ?(?:last |sur)name"
    r"|(?:cell|mobile|home|work|contact|daytime|office|land ?line|tele)*[ -]?(?:phone|telephone|mobile|tel"
    r"|landline)(?: ?(?:number|numbers|no|nr|num|#))?"
    r"|cell ?phone(?: number)?|contact (?:number|no|details?|information|info|data|person|address|phone)"
    r"|(?:recipient|contact|personal|work|home|student)? ?e ?-?mail(?:s| address(?:es)?| id)?|mail address"
    r"|(?:home|street|postal|mailing|residential|exact|permanent|present|house|full|shipping|delivery"
    r"|contact|current|physical)* ?(?:address|addresses)(?: line ?\d?)?"
    r"|house number|door number|apartment number|flat number|(?:whats ?app|we ?chat|line|skype|telegram"
    r"|facebook|instagram|twitter|linkedin|qq|viber|signal)"
    r"(?: (?:id|number|account|name|handle|username|profile|user ?name|no))|whats ?app|we ?chat|telegram"
    r"|(?:national |personal |government |citizen |voter |resident )*(?:id|identity"
    r"|identification)(?: card)? ?(?:number|no)|passport(?: number| no)?"
    r"|(?:social security|insurance|nhs|medical record|tax|health card)(?: number| no)|ssn|nin|mrn"
    r"|(?:student|employee|staff|matriculation|worker|badge)(?: id)?(?: ?(?:number|no|id))|student id|employee id"
    r"|prolific(?: academic)? id|(?:mturk|amazon)(?: worker)? id"
    r"|(?:vehicle |car )?(?:licen[cs]e|number) plate(?: number)?|(?:car|vehicle) registration(?: number)?"
    r"|driver'?s? licen[cs]e(?: number)?"
    r"|(?:bank |credit |debit )+(?:account|card)(?: number| no| details)?|iban|account number|card number"
    r"|ip ?-?(?:address)?|mac address|device ?id|user ?agent|ua|open ?id|union ?id|user ?id"
    r"|gps(?: ?(?:coordinates?|location|point|position|latitude|longitude))?|latitude|longitude|lat|lon"
    r"|lat ?(?:/|and) ?lon|geo ?location|geopoint|coordinates"
    r"|(?:exact |current )?location (?:coordinates?|latitude|longitude)|location(?:latitude|longitude)"
    r"|signature|photo of (?:yourself|respondent)|twitter handle)"
)
_EN_JOINED = rf"{_EN}(?:(?: and | or | ?/ ?| & |, )(?:your )?(?:{_EN}|age|title|position|institution))*"
_EN_ASKING = (
    r"(?:(?:please|kindly|could you|can you|would you(?: please)?|optional) )*(?:(?:enter|provide|give"
    r"|give us|leave|leave us|write|write down|type|type in|tell us|share|fill in|indicate"
    r"|state|specify|add|insert|record|supply|confirm|submit|list) )?(?:(?:what|which) (?:is|are|was) "
    r"|what['’]?s |whats )?"
)
_EN_TAIL = (
    r"(?: here| below| above| again| in full| please| optional)*(?: of (?:the )?(?:respondent|participant"
    r"|interviewee|patient|student|household head|head of household|interviewer|enumerator|parent|guardian"
    r"|child|person)s?)?"
    r"(?: (?:if|so that|in case|so we|so|to|for|where|at which|on which|in order|we|you|that we)\b.*)?(?: ?\d{1,2})?"
)
_EN_WHOLE = re.compile(rf"{_EN_ASKING}{_EN_OWNER}{_EN_JOINED}{_EN_TAIL}")
_EN_REACH = re.compile(
    r"(?:how|where|at (?:which|what) (?:number|address|e-?mail(?: address)?|phone number)) (?:can|may"
    r"|could|should|do) we (?:best )?(?:contact|reach|call|address) you.*"
)
_EN_LONG_TAIL = re.compile(
    r"^(?!.*\b(?:your|my|please|respondent|participant|reach you|contact you|call you|prize|draw"
    r"|voucher|reward)\b).* (?:if|so|to"
    r"|for|where|we|you|that)\b"
)

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>")
_PLACE = re.compile(r"^\s*(?:第\s*\d+\s*[题问]|q\d+[_a-z]?\b)[\s:.、_]*")
_ASIDES = re.compile(r"(?:选填|必填|可选|可不填|非必填|填空题?|optional|required|mandatory)$")
_SENTENCES = re.compile(r"[。!?;！？；\n]+|\.(?=\s|$)|_{2,}|(?<=\S)-{2,}")
_CLAUSES = re.compile(r"[,，:：]|—+| - ")
_ADDRESSED = re.compile(r"请|您的?|你的?|留下|\b(?:your|please|enter|provide|leave|give)\b")
_ASKS_ELSE = re.compile(
    r"是否|有没有|能不能|会不会|哪[一些个种类]|几[个种次]|吗|如何|为什么|怎么看|多久|程度|\b(?:how|which"
    r"|why|whether|do you|does|have you|are you|would you)\b"
)


def asks_identity(header: str) -> bool:
    """Whether a header asks for nothing but an identity, in one of its sentences or clauses.

    >>> asks_identity("如您愿意参加抽奖,请留下您的手机号"), asks_identity("您的姓名是否被登记")
    (True, False)
    >>> asks_identity("What is your name?"), asks_identity("Name of the organisation you know")
    (True, False)
    """
    folded = unicodedata.normalize("NFKC", header).casefold().replace("*", "")
    bare = _PLACE.sub("", _BRACKETS.sub(" ", folded))
    sentences = [part.strip() for part in _SENTENCES.split(bare) if part.strip()]
    return any(_sentence_asks(sentence) for sentence in sentences)


def _sentence_asks(sentence: str) -> bool:
    """The whole sentence, or one clause of it that is the last or speaks to the respondent."""
    if _is_identity(sentence):
        return True
    clauses = [clause for clause in _CLAUSES.split(sentence) if clause.strip()]
    if len(clauses) < 2:
        return False
    if all(map(_is_identity, clauses)):
        return True
    *first, last = clauses
    lead = next((clause for clause in first if _ADDRESSED.search(clause) and _is_identity(clause)), None)
    if lead is not None:
        return not _ASKS_ELSE.search(sentence)
    return _is_identity(last) and not _ASKS_ELSE.search(last)


def _is_identity(clause: str) -> bool:
    spaced = re.sub(r"[\s_]+", " ", clause).strip(" .:*-?")
    spaced = _ASIDES.sub("", spaced).strip(" .:*-?")
    joined = spaced.replace(" ", "")
    if _ZH_WHOLE.fullmatch(joined) or _ZH_CALLED.fullmatch(joined):
        return True
    if _EN_REACH.fullmatch(spaced):
        return True
    return bool(_EN_WHOLE.fullmatch(spaced)) and not _EN_LONG_TAIL.match(spaced)
