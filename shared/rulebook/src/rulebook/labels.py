"""Names of codes and of the dossier's fields as a person reads them, Vietnamese first."""

from collections.abc import Mapping

from rulebook.awards import Authority, SubjectKind
from rulebook.dossier import CommendationKind, Discipline, Grade, InitiativeKind, InitiativeLevel, OpenCaseKind

Names = tuple[str, str]

SUBJECTS: Mapping[SubjectKind, Names] = {
    SubjectKind.INDIVIDUAL: ("Cá nhân", "Individual"),
    SubjectKind.COLLECTIVE: ("Tập thể", "Collective"),
    SubjectKind.HOUSEHOLD: ("Hộ gia đình", "Household"),
}

KINDS: Mapping[CommendationKind, Names] = {
    CommendationKind.MERIT: ("Công trạng", "merit"),
    CommendationKind.CAMPAIGN: ("Theo đợt, chuyên đề", "campaign or theme"),
    CommendationKind.AD_HOC: ("Đột xuất", "ad hoc"),
    CommendationKind.CONTRIBUTION: ("Quá trình cống hiến", "contribution over a career"),
    CommendationKind.SENIORITY: ("Niên hạn", "seniority"),
    CommendationKind.FOREIGN: ("Đối ngoại", "foreign relations"),
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

GRADES: Mapping[Grade, Names] = {
    Grade.EXCELLENT: ("hoàn thành xuất sắc nhiệm vụ", "excellent"),
    Grade.GOOD: ("hoàn thành tốt nhiệm vụ", "good"),
    Grade.COMPLETED: ("hoàn thành nhiệm vụ", "completed"),
    Grade.NOT_COMPLETED: ("không hoàn thành nhiệm vụ", "not completed"),
}

INITIATIVES: Mapping[InitiativeKind, Names] = {
    InitiativeKind.INITIATIVE: ("sáng kiến", "initiative"),
    InitiativeKind.RESEARCH: ("đề tài", "research"),
    InitiativeKind.PROJECT: ("đề án", "project"),
}

LEVELS: Mapping[InitiativeLevel, Names] = {
    InitiativeLevel.BASE: ("cơ sở", "base"),
    InitiativeLevel.PROVINCE: ("tỉnh", "province"),
    InitiativeLevel.STATE: ("toàn quốc", "state"),
}

PENALTIES: Mapping[Discipline, Names] = {
    Discipline.REPRIMAND: ("khiển trách", "reprimand"),
    Discipline.WARNING: ("cảnh cáo", "warning"),
    Discipline.PAY_CUT: ("hạ bậc lương", "pay cut"),
    Discipline.DEMOTION: ("giáng chức", "demotion"),
    Discipline.REMOVAL: ("cách chức", "removal from office"),
    Discipline.DISMISSAL: ("buộc thôi việc", "dismissal"),
}

OPEN_CASES: Mapping[OpenCaseKind, Names] = {
    OpenCaseKind.DISCIPLINE: ("xem xét kỷ luật", "discipline is being considered"),
    OpenCaseKind.INVESTIGATION: ("điều tra", "investigation"),
    OpenCaseKind.INSPECTION: ("thanh tra, kiểm tra", "inspection"),
    OpenCaseKind.AUDIT: ("kiểm toán", "audit"),
    OpenCaseKind.COMPLAINT: ("xác minh khiếu nại", "complaint being verified"),
    OpenCaseKind.DENUNCIATION: ("xác minh tố cáo", "denunciation being verified"),
    OpenCaseKind.PRESS: (
        "xác minh thông tin báo chí về tham nhũng, tiêu cực",
        "press report on corruption being verified",
    ),
}

FIELDS: Mapping[str, Names] = {
    "received_on": ("ngày nhận hồ sơ", "day of receipt"),
    "decided_on": ("ngày quyết định", "day of the decision"),
    "authority": ("người có thẩm quyền quyết định", "who decides"),
    "commendation_kind": ("loại hình khen thưởng", "kind of commendation"),
    "year": ("năm xét tặng", "year of the award"),
    "period": ("giai đoạn lập thành tích", "years of the achievement"),
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
    "open_cases.reason_to_go_on": ("lý do tiếp tục xét khi đang thanh tra", "reason to go on while inspected"),
    "achievements": ("thành tích làm căn cứ", "achievements"),
    "parts": ("thành phần hồ sơ", "parts of the dossier"),
    "simplified": ("thủ tục thông thường hay thủ tục đơn giản", "ordinary or simplified procedure"),
    "subject.enterprise": ("có phải doanh nghiệp, hợp tác xã không", "whether it is an enterprise or co-operative"),
    "revocation.parts": ("thành phần hồ sơ đề nghị hủy bỏ", "parts of the dossier that asks to annul"),
    "subject.gender": ("giới tính", "gender"),
    "subject.direct_worker": ("có trực tiếp lao động, công tác hay không", "whether a direct worker"),
    "subject.border_or_island": ("có ở biên giới, biển đảo hay không", "whether at the border or on an island"),
    "subject.woman_leader": ("có phải cán bộ nữ lãnh đạo hay không", "whether a woman leader"),
    "subject.front_line": ("có ở tuyến đầu hay không", "whether at the front line"),
    "subject.recruit": ("có phải người mới tuyển dụng hay không", "whether a new recruit"),
    "subject.months_of_service": ("số tháng công tác trong năm", "months served in the year"),
    "subject.unit_dissolved_on_decision": ("tập thể còn tồn tại hay đã giải thể, sáp nhập", "whether dissolved"),
    "collective.members": ("tổng số cá nhân của tập thể", "members of the collective"),
    "collective.completed": ("số cá nhân hoàn thành nhiệm vụ", "members who completed their tasks"),
    "collective.ldtt": ("số cá nhân đạt Lao động tiên tiến", "members with Lao động tiên tiến"),
    "collective.cstdcs": ("số cá nhân đạt Chiến sĩ thi đua cơ sở", "members with Chiến sĩ thi đua cơ sở"),
    "collective.disciplined_from_warning": (
        "số cá nhân bị kỷ luật từ cảnh cáo",
        "members disciplined from a warning up",
    ),
    "collective.women": ("số nữ của tập thể", "women in the collective"),
    "collective.led_cluster": ("có dẫn đầu cụm, khối thi đua của tỉnh hay không", "whether it leads its cluster"),
    "collective.led_state_cluster": (
        "có dẫn đầu cụm, khối do trung ương tổ chức hay không",
        "whether it leads a state cluster",
    ),
    "collective.led_long_movement": (
        "có dẫn đầu khi tổng kết phong trào từ 5 năm hay không",
        "whether it leads a long movement",
    ),
    "unit_year.ldtt": ("số Lao động tiên tiến của đơn vị trong năm", "Lao động tiên tiến of the unit in the year"),
    "unit_year.cstdcs_nominated": (
        "số đề nghị Chiến sĩ thi đua cơ sở của đơn vị",
        "nominations for Chiến sĩ thi đua cơ sở",
    ),
    "unit_year.ctdt_eligible": (
        "số tập thể đạt tiêu chuẩn Cờ thi đua của tỉnh",
        "collectives eligible for the province's flag",
    ),
    "unit_year.ctdcp_nominated": ("số đề nghị Cờ thi đua của Chính phủ", "nominations for the Government's flag"),
    "unit_year.state_level_awards": (
        "số hình thức cấp Nhà nước khác đang trình trong năm",
        "other state-level forms proposed",
    ),
}


def label(field: str) -> str:
    """The field's own name where none is given here."""
    return FIELDS.get(field, (field, field))[0]


def label_en(field: str) -> str:
    return FIELDS.get(field, (field, field))[1]
