"""Names: whether a text names a person, a collective or a household, and what stands before a name."""

import re
from functools import lru_cache

from contracts.vocabulary import SubjectKind
from nominations.adapters.workbook.folding import fold

KIND_NAMES = {
    SubjectKind.INDIVIDUAL: "cá nhân",
    SubjectKind.COLLECTIVE: "tập thể",
    SubjectKind.HOUSEHOLD: "hộ gia đình",
}
_SURNAMES = frozenset(
    re.findall(
        r"\w+",
        """
    nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan vuong trinh truong dinh
    lam phung mai to ha ta cao luong luu chu quach thai tong kieu khuc nghiem mac tang la lo giang vi ma luc
    hua lai than cu au tieu quan bach ton nhu thach kim ung cam lu vuu giap doi dam khuong ninh ong phi
    trieu vang sung thao an ban be can chau chung con cung dau diep giao hau hong hung khong khuat kha lan
    lieu long man mong na nang no nong o phu que sam tu thieu thuong tien trang tri tuong uong van vien xa y
""",
    )
)
_BODIES = (
    "tập thể|nhân dân|cán bộ|công ty|công đoàn|công an|tổng công ty|trường|phòng|ban|ủy ban|uỷ ban|ubnd|hđnd|hội"
    "|đoàn (?:thanh niên|tncs|phường|xã|trường|thể|khối|cơ sở|kiểm tra|công tác|viên|cán bộ|từ thiện|phật tử)"
    "|đảng ủy|đảng uỷ|đảng bộ|chi bộ|chi hội|chi đoàn|chi cục|chi nhánh|tổ (?:dân phố|chuyên|công|hòa giải|hoà giải"
    "|sản xuất|bảo vệ|trưởng|liên|tiết|hợp tác|văn|toán|số|[0-9])|tổ nhân dân|thôn|khu phố|khu dân cư|xã|phường"
    "|thị trấn|sở|cục|vụ|viện|trung tâm|trạm|bệnh viện|hợp tác xã|htx|quỹ|khoa|bộ môn|đội|văn phòng|mặt trận|mttq"
    "|câu lạc bộ|clb|nhà (?:máy|văn hóa|văn hoá|thiếu nhi|xuất bản)|doanh nghiệp|liên đoàn|làng|chùa|giáo xứ|xí nghiệp"
    "|kho bạc|bảo hiểm xã hội|tòa án|toà án|viện kiểm sát|ngân hàng|bưu điện|bưu cục|hạt|bộ chỉ huy|ban chỉ huy"
    "|tiểu đoàn|đại đội|trung đội|trung đoàn|sư đoàn|lữ đoàn|thanh tra|điện lực|lớp|cơ quan|hiệp hội|hợp tác"
)
_DIGIT = re.compile(r"\d")
_BODY = re.compile(rf"(?:{_BODIES})\b")
_PLAIN_BODY = re.compile(rf"(?:{fold(_BODIES)})\b")
_HOUSEHOLD = re.compile(
    r"(?:hộ|ho) (?:ông|bà|anh|chị|gia đình|ong|ba|gia dinh)\b|gia đình\b|gia dinh\b|hộ kinh doanh\b|hgđ\b"
)
_HONORIFIC = re.compile(
    r"((?:ông|bà|anh|chị|em|cháu|cô|thầy|đồng chí|đ/c|đc|đ\.c|bs|ths|ts|pgs|gs|cn|ks|bác sĩ|thạc sĩ|tiến sĩ|kỹ sư)"
    r"(?:\s*[.:]\s*|\s+))(?=\w+\.?\s+\w)",
    re.IGNORECASE,
)
_GENDERS = {"bà": "female", "chị": "female", "cô": "female", "ông": "male", "anh": "male", "thầy": "male"}
_MENTIONS = {
    SubjectKind.COLLECTIVE: re.compile(r"\btap the\b|^tt$"),
    SubjectKind.INDIVIDUAL: re.compile(r"\bca nhan\b|^cn$"),
    SubjectKind.HOUSEHOLD: re.compile(r"\bgia dinh\b|^hgd$|\bcac ho\b"),
}


@lru_cache(maxsize=16_384)
def looks_like_person(name: str) -> bool:
    """Two to six words, no digits, the first of them a surname, and not the opening of a body's name."""
    words = fold(name).split()
    if not 2 <= len(words) <= 6 or _DIGIT.search(name):
        return False
    return words[0] in _SURNAMES and not _is_body(name)


@lru_cache(maxsize=16_384)
def kind_by_name(name: str) -> SubjectKind | None:
    """What the name alone says; None when it says nothing sure."""
    if _HOUSEHOLD.match(name.lower()):
        return SubjectKind.HOUSEHOLD
    if _is_body(name):
        return SubjectKind.COLLECTIVE
    return SubjectKind.INDIVIDUAL if looks_like_person(without_honorifics(name)[0]) else None


def kinds_in(text: str) -> frozenset[SubjectKind]:
    """The kinds that a heading, a sheet's name or a cell mentions."""
    folded = fold(text)
    return frozenset(kind for kind, pattern in _MENTIONS.items() if pattern.search(folded))


def only_kind_in(text: str) -> SubjectKind | None:
    """The one kind that the text mentions; None for none or several."""
    kinds = kinds_in(text)
    return next(iter(kinds)) if len(kinds) == 1 else None


def without_honorifics(name: str) -> tuple[str, str | None]:
    """The bare name, and the gender that `Ông` or `Bà` told: `female`, `male` or None."""
    gender: str | None = None
    bare = name
    while (found := _HONORIFIC.match(bare)) is not None:
        gender = gender or _GENDERS.get(found.group(1).strip(" .:").lower())
        bare = bare[found.end() :]
    # Ông is a surname too: what is left must begin with one.
    return (bare, gender) if bare != name and fold(bare).split()[0] in _SURNAMES else (name, None)


def capitalised(name: str) -> str:
    """Give back the capitals that TCVN3 cannot write: `Nguyễn Văn ánh` → `Nguyễn Văn Ánh`."""
    words = name.split()
    if name.islower() or any(word[0].isupper() for word in words):
        return " ".join(word[0].upper() + word[1:] for word in words)
    return name


def _is_body(name: str) -> bool:
    lowered = name.lower()
    if _BODY.match(lowered):
        return True
    words = lowered.split()
    return lowered.isascii() and bool(_PLAIN_BODY.match(lowered)) and (words[0] not in _SURNAMES or len(words) > 4)
