"""What a column can mean, and the many headings by which units call it."""

import re
from enum import StrEnum
from functools import lru_cache

from nominations.adapters.workbook.folding import fold
from nominations.adapters.workbook.form_headings import form_key


class Meaning(StrEnum):
    """The part of a nomination that a column carries."""

    ORDINAL = "ordinal"
    NAME = "name"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    BORN = "born"
    MALE = "male"
    FEMALE = "female"
    GENDER = "gender"
    POSITION = "position"
    POSITION_AND_WORKPLACE = "position_and_workplace"
    WORKPLACE = "workplace"
    ADDRESS = "address"
    AWARD = "award"
    AWARD_MARK = "award_mark"
    ACHIEVEMENT = "achievement"
    INITIATIVE = "initiative"
    NOTE = "note"
    IDENTITY_NUMBER = "identity_number"
    PHONE = "phone"
    EMAIL = "email"
    SUBJECT_KIND = "subject_kind"
    DEED_AT = "deed_at"
    DISCOVERED_BY = "discovered_by"
    PAST_AWARDS = "past_awards"
    YEAR = "year"
    DECISION_NUMBER = "decision_number"
    DECIDED_ON = "decided_on"
    ISSUING_BODY = "issuing_body"
    FORM = "form"
    """A field that nobody but the form asks for, under its own heading."""
    NOT_USED = "not_used"


_LONGEST_HEADING = 120
_PUNCTUATION = re.compile(r"[^a-z0-9]+")

# Tried from above; the first that matches the folded heading (parent and child joined) wins.
_HEADINGS = (
    (Meaning.NOT_USED, r"ket qua kiem tra|(dan toc|ton giao|que quan|trinh do|dang vien|quoc tich)( .*)?"),
    (
        Meaning.NOT_USED,
        r"(so |ty le |ti le )(phieu|tien|quyet dinh|qd)( .*)?|.*\b(phieu bau|tien thuong|muc tien"
        r"|kinh phi)\b.*|tuoi",
    ),
    (Meaning.ORDINAL, r"(so )?(stt|tt|thu tu|no)|so"),
    (Meaning.MALE, r"(.+ sinh |gioi tinh |phai )?nam"),
    (Meaning.FEMALE, r"(.+ sinh |gioi tinh |phai )?nu"),
    (Meaning.GENDER, r"(gioi tinh|phai)( .*)?|nam nu"),
    (Meaning.IDENTITY_NUMBER, r".*\b(cccd|can cuoc|cmnd|cmt|chung minh|dinh danh|so cc)\b.*"),
    (Meaning.PHONE, r"(so )?(dien thoai|dt|sdt|dtdd|di dong|phone)( .*)?"),
    (Meaning.EMAIL, r"(dia chi )?(e ?mail|thu dien tu)"),
    (
        Meaning.DEED_AT,
        r"(ngay|thoi gian|thoi diem|ngay gio)( .*)? (lap|dat|co|xay ra|thuc hien)( thanh tich"
        r"| hanh dong| su viec| vu viec)?",
    ),
    (Meaning.DISCOVERED_BY, r"(nguoi|don vi|nguon|ai)?( )?phat hien( .*)?"),
    (
        Meaning.PAST_AWARDS,
        r".*(khen thuong|danh hieu|hinh thuc|thanh tich).*\b(da (duoc|dat|nhan|tang|ghi nhan)"
        r"|truoc day|nam truoc|truoc do)\b.*"
        r"|.*\bda (duoc )?(khen|tang|nhan|dat).*|qua trinh khen thuong.*",
    ),
    (Meaning.WORKPLACE, r"(ten )?(don vi|co quan|to chuc)|(ten )?don vi (cong tac|de nghi|trinh)( .*)?"),
    (
        Meaning.NAME,
        r"(ho|ho va|ho chu dem|ho dem va|ho chu dem va|ho ten dem va|ho va chu dem va) ten( .*)?"
        r"|ho ten.*|danh sach( ca nhan| tap the| ho gia dinh)?",
    ),
    (Meaning.FAMILY_NAME, r"(ho|ho va|ho ten)( chu)? (dem|lot)|ho va"),
    (
        Meaning.NAME,
        r"(ten )?((don vi|ten) )*((ca nhan|tap the|ho gia dinh|chu ho|hgd|don vi)( va | hoac "
        r"| )?)+(de nghi( khen.*)?|duoc khen.*)?",
    ),
    (Meaning.NAME, r"ten (ca nhan|tap the|ho gia dinh|doi tuong|nguoi|chu ho).*|nguoi duoc (de nghi|khen).*"),
    (Meaning.GIVEN_NAME, r"ten"),
    (Meaning.BORN, r".*\bsinh|ngay thang nam sinh.*|nam sinh.*|ngay sinh.*|sinh nam.*|ns"),
    (
        Meaning.POSITION_AND_WORKPLACE,
        r".*\b(chuc vu|chuc danh|nghe nghiep)\b.*\b(don vi|co quan|noi cong tac|noi lam viec|dia chi"
        r"|cho o)\b.*"
        r"|.*\b(don vi|co quan|noi cong tac)\b.*\b(chuc vu|chuc danh)\b.*",
    ),
    (Meaning.POSITION, r"(chuc vu|chuc danh|nghe nghiep|cong viec|vi tri( viec lam| cong tac)?|cap bac)( .*)?"),
    (Meaning.SUBJECT_KIND, r"(loai |phan loai )?doi tuong( khen thuong| de nghi| khen)?|phan loai|ca nhan hay tap the"),
    (Meaning.ACHIEVEMENT, r".*\bthanh tich\b.*\bsang kien\b.*"),
    (Meaning.INITIATIVE, r".*\b(sang kien|de tai|giai phap)\b.*"),
    (
        Meaning.AWARD,
        r"(hinh thuc|danh hieu|de nghi|muc|cap do|cap|loai)( .*)?(khen|danh hieu|thi dua"
        r"|tang thuong)( .*)?|hinh thuc( de nghi)?"
        r"|danh hieu( .*)?|htkt|dhtd|hinh thuc kt|khen thuong|de nghi( tang)?",
    ),
    (
        Meaning.WORKPLACE,
        r"(don vi|co quan|noi cong tac|noi lam viec|cong tac tai)( .*)?|phong ban|phong|truong|cong tac o",
    ),
    (
        Meaning.ADDRESS,
        r"(dia chi|noi o|cho o|noi cu tru|noi thuong tru|thuong tru|noi sinh song|ho khau|thon"
        r"|to dan pho|khu pho)( .*)?",
    ),
    (
        Meaning.ACHIEVEMENT,
        r".*\b(thanh tich|ly do|li do|noi dung( de nghi)?( khen( thuong)?)?|thanh tuu"
        r"|ket qua (dat duoc|cong tac|hoc tap|noi bat))\b.*",
    ),
    (Meaning.NOTE, r"ghi chu.*|chu thich"),
)
_COMPILED = tuple((meaning, re.compile(pattern)) for meaning, pattern in _HEADINGS)
# The word for year folds to the same letters as the word for male.
_YEAR_ALONE = re.compile(r"^\W*năm\W*$", re.IGNORECASE)


@lru_cache(maxsize=8_192)
def meaning_of(heading: str) -> Meaning | None:
    """Recognise a heading by its folded words; None when no spelling of it is known."""
    if not heading or len(heading) > _LONGEST_HEADING or _YEAR_ALONE.match(heading):
        return None
    if form_key(heading):
        return Meaning.FORM
    folded = _PUNCTUATION.sub(" ", fold(_without_notes(heading))).strip()
    return next((meaning for meaning, pattern in _COMPILED if pattern.fullmatch(folded)), None)


def _without_notes(heading: str) -> str:
    """`Họ và tên (chữ in hoa)` → `Họ và tên`; a heading that is all brackets keeps them."""
    return re.sub(r"\([^)]*\)", " ", heading) if not heading.lstrip().startswith("(") else heading
