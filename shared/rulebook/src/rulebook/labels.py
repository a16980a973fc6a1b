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
    "achievements": ("thành tích đã được khen lần nào chưa", "whether the achievement was commended before"),
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
    "unit": ("đơn vị đề nghị", "proposing unit"),
    "on": ("ngày xem xét", "day asked"),
    "proposed_with": ("danh hiệu khác đang được đề nghị cùng đợt", "other titles proposed at the same time"),
    "awards.period": ("giai đoạn của lần khen thưởng trước", "years of an earlier award"),
    "awards.achievement": ("thành tích của lần khen thưởng trước", "achievement of an earlier award"),
    "awards.unit": ("đơn vị khi được khen thưởng trước", "unit of an earlier award"),
    "discipline.ended_on": ("ngày hết thời hạn kỷ luật", "end of the discipline"),
    "open_cases.opened_on": ("ngày bắt đầu vụ việc", "day a case was opened"),
    "subject.armed_forces": ("có thuộc lực lượng vũ trang hay không", "whether of the armed forces"),
    "subject.counted_months": ("số tháng đào tạo, điều trị được tính", "months that count as served"),
    "council.meeting_on": ("ngày họp hội đồng", "day of the council's meeting"),
    "council.seats": ("số ghế của hội đồng, kể cả ghế khuyết", "seats of the council, vacant ones too"),
    "council.vacant": ("số ghế khuyết của hội đồng", "vacant seats"),
    "council.present": ("số thành viên có mặt", "members present"),
    "council.recused": ("số thành viên không tham gia biểu quyết", "recused members"),
    "council.yes": ("số phiếu đồng ý", "ballots for it"),
    "council.secret": ("có bỏ phiếu kín hay không", "whether by secret ballot"),
    "council.absent_asked_in_writing": ("có lấy ý kiến bằng văn bản của người vắng", "whether the absent were asked"),
    "council.has_minutes": ("có biên bản họp hay không", "whether there are minutes"),
    "council.chair_present": ("chủ tịch hội đồng có dự hay không", "whether the chair came"),
    "publication.first_day": ("ngày bắt đầu công khai", "first day of publication"),
    "publication.last_day": ("ngày kết thúc công khai", "last day of publication"),
    "consultation.asked_on": ("ngày gửi lấy ý kiến", "day the opinion was asked"),
    "consultation.answered_on": ("ngày trả lời ý kiến", "day the opinion came"),
    "steps.deed_at": ("thời điểm lập thành tích đột xuất", "time of the deed"),
    "steps.submitted_on": ("ngày trình", "day of submission"),
    "steps.complete_on": ("ngày nhận đủ hồ sơ", "day the dossier was complete"),
    "steps.appraised_on": ("ngày thẩm định xong", "day of appraisal"),
    "steps.ineligible_told_on": ("ngày thông báo không đủ điều kiện", "day ineligibility was told"),
    "steps.forwarded_on": ("ngày trình cấp trên", "day it went up to the higher level"),
    "steps.result_told_on": ("ngày thông báo kết quả", "day the result was told"),
    "steps.recipients_told_on": ("ngày thông báo cho người được khen", "day the recipients were told"),
    "steps.published_internally_on": ("ngày công khai trong cơ quan", "day of internal publication"),
    "revocation": ("đề nghị hủy bỏ quyết định", "request to annul"),
    "revocation.ground": ("căn cứ hủy bỏ", "ground to annul"),
    "revocation.concluded_on": ("ngày kết luận", "day of the conclusion"),
    "revocation.reported_on": ("ngày báo cáo hội đồng", "day it was reported"),
    "revocation.decided_on": ("ngày quyết định hủy bỏ", "day of the annulment"),
    "complaint": ("khiếu nại", "complaint"),
    "complaint.known_on": ("ngày biết quyết định", "day the decision was known"),
    "complaint.obstacle_days": ("số ngày có trở ngại khách quan", "days of objective obstacle"),
    "complaint.received_on": ("ngày nhận khiếu nại", "day the complaint came"),
    "complaint.accepted_on": ("ngày thụ lý", "day of acceptance"),
    "complaint.dialogue_told_on": ("ngày thông báo đối thoại", "day the dialogue was announced"),
    "complaint.dialogue_on": ("ngày đối thoại", "day of the dialogue"),
    "complaint.complex": ("vụ việc có phức tạp hay không", "whether complex"),
    "complaint.remote": ("có ở vùng sâu, vùng xa hay không", "whether remote"),
    "complaint.second": ("có phải khiếu nại lần hai hay không", "whether a second complaint"),
    "complaint.decided_on": ("ngày giải quyết khiếu nại", "day the complaint was decided"),
    "complaint.first_decided_on": ("ngày giải quyết lần đầu", "day of the first decision"),
    "complaint.first_received_on": ("ngày nhận quyết định lần đầu", "day the first decision was received"),
}


QUESTION: Names = ("câu trả lời của người đánh giá", "a human's answer")
"""Whatever a row asks to be judged: its own sentence says what."""


def label(field: str) -> str:
    """The field's own name where none is given here."""
    return _names(field)[0]


def label_en(field: str) -> str:
    return _names(field)[1]


def _names(field: str) -> Names:
    return QUESTION if field.startswith("judgements.") else FIELDS.get(field, (field, field))


def heading(field: str) -> Names:
    """Both names, to begin a sentence with."""
    vi, en = FIELDS.get(field, (field, field))
    return vi[:1].upper() + vi[1:], en[:1].upper() + en[1:]
