"""Names of codes and of the dossier's fields as a person reads them, Vietnamese first."""

from collections.abc import Mapping

from rulebook.awards import Authority, SubjectKind

Names = tuple[str, str]

SUBJECTS: Mapping[SubjectKind, Names] = {
    SubjectKind.INDIVIDUAL: ("Cá nhân", "Individual"),
    SubjectKind.COLLECTIVE: ("Tập thể", "Collective"),
    SubjectKind.HOUSEHOLD: ("Hộ gia đình", "Household"),
}

AUTHORITIES: Mapping[Authority, Names] = {
    Authority.ENTERPRISE_HEAD: ("Người đứng đầu doanh nghiệp, hợp tác xã", "head of the enterprise"),
    Authority.DEPARTMENT_HEAD: ("Thủ trưởng sở, ban, ngành, đơn vị có tư cách pháp nhân", "head of the department"),
    Authority.COMMUNE_CHAIRMAN: ("Chủ tịch UBND cấp xã", "chairman of the commune"),
    Authority.DISTRICT_CHAIRMAN: ("Chủ tịch UBND cấp huyện", "chairman of the district"),
    Authority.PROVINCIAL_CHAIRMAN: ("Chủ tịch UBND tỉnh", "chairman of the province"),
    Authority.PROVINCE: ("UBND tỉnh", "people's committee of the province"),
    Authority.PRIME_MINISTER: ("Thủ tướng Chính phủ", "Prime Minister"),
    Authority.GOVERNMENT: ("Chính phủ", "Government"),
    Authority.PRESIDENT: ("Chủ tịch nước", "President"),
}

FIELDS: Mapping[str, Names] = {
    "received_on": ("ngày nhận hồ sơ", "day of receipt"),
    "decided_on": ("ngày quyết định", "day of the decision"),
    "authority": ("người có thẩm quyền quyết định", "who decides"),
    "commendation_kind": ("loại hình khen thưởng", "kind of commendation"),
    "year": ("năm xét tặng", "year of the award"),
    "period": ("giai đoạn lập thành tích", "years of the achievement"),
    "unit": ("đơn vị đề nghị", "proposing unit"),
    "results": ("kết quả hoàn thành nhiệm vụ từng năm", "results of each year"),
    "awards": ("quá trình khen thưởng", "award history"),
    "awards.year": ("năm của danh hiệu đã được tặng", "year of an earlier award"),
    "awards.standing": ("tình trạng hiệu lực của quyết định khen thưởng trước", "standing of an earlier award"),
    "awards.kind": ("loại hình của lần khen thưởng trước", "kind of an earlier award"),
    "awards.decided_on": ("ngày quyết định khen thưởng trước", "day of an earlier decision"),
    "initiatives": ("sáng kiến, đề tài", "initiatives"),
    "initiatives.recognised_on": ("quyết định công nhận sáng kiến, đề tài", "decision that recognises an initiative"),
    "discipline": ("tình hình kỷ luật", "disciplinary record"),
    "open_cases": ("vụ việc đang xem xét", "open cases"),
    "open_cases.reason_to_go_on": (
        "lý do tiếp tục xét khi đang thanh tra, kiểm tra",
        "reason to go on during an inspection",
    ),
    "achievements": ("thành tích làm căn cứ", "achievements"),
    "parts": ("thành phần hồ sơ", "parts of the dossier"),
    "simplified": ("thủ tục thông thường hay thủ tục đơn giản", "ordinary or simplified procedure"),
    "subject.enterprise": ("có phải doanh nghiệp, hợp tác xã không", "whether it is an enterprise or co-operative"),
    "revocation.parts": ("thành phần hồ sơ đề nghị hủy bỏ", "parts of the dossier that asks to annul"),
}


def label(field: str) -> str:
    """The field's own name where none is given here."""
    return FIELDS.get(field, (field, field))[0]


def label_en(field: str) -> str:
    return FIELDS.get(field, (field, field))[1]
