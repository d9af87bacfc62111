"""Seed the statutory clocks with their legal basis; a later text adds a version, it never edits."""

from datetime import date

from django.db import migrations

GUIZE = (date(2019, 1, 1), "《中国共产党纪律检查机关监督执纪工作规则》")
JIANJU = (date(2020, 1, 21), "《纪检监察机关处理检举控告工作规则》")
CHUFEN = (date(2024, 1, 1), "《中国共产党纪律处分条例》")
JIANCHA = (date(2025, 6, 1), "《中华人民共和国监察法》")
SHISHI = (date(2021, 9, 20), "《中华人民共和国监察法实施条例》（2021年）")
ANJIAN = (date(1994, 3, 25), "《中国共产党纪律检查机关案件检查工作条例》")

CUSTODY = {"rolls": False}
TEXT, PARTIAL, MEMORY = "text", "partial", "memory"


def row(position, code, label, start_event, term, law, article, certainty=TEXT, **more):
    """Return the fields of one rule; `term` is written 15WD, or empty where the law has no figure."""
    digits = "".join(sign for sign in term if sign.isdigit())
    return {
        "position": position,
        "code": code,
        "label": label,
        "start_event": start_event,
        "length": int(digits) if digits else None,
        "unit": term[len(digits) :],
        "legal_basis": law[1] + article,
        "certainty": certainty,
        "effective_from": law[0],
        **more,
    }


def extension(count, term, approver, note=""):
    """Return the fields that say how a term may be extended."""
    digits = "".join(sign for sign in term if sign.isdigit())
    return {
        "extension_count": count,
        "extension_length": int(digits) if digits else None,
        "extension_unit": term[len(digits) :],
        "approver": approver,
        "extension_note": note,
    }


PROVINCIAL = "国家监察委员会"
UPPER = "上一级纪检监察机关"

RULES = [
    row(1, "report_forward_up", "属上级受理的检举控告：报主要负责人后移送上级", "收到检举控告之日",
        "5WD", JIANJU, "第十五条", note="不得复制、摘抄、扩散，不得录入平台。"),
    row(2, "report_about_own_head", "反映本机关主要负责人的检举控告：立即呈报上级信访举报部门",
        "收到检举控告之日", "0CD", JIANJU, "第十五条", rolls=False,
        note="条文为“立即”，按收到当日计，休息日不顺延。"),
    row(3, "report_lower_accept", "下级机关接收转送的检举控告：登记、受理或者另行转送", "收到转送材料之日",
        "5WD", JIANJU, "第十六条"),
    row(4, "named_ack", "实名检举控告：告知受理情况", "收到检举控告之日", "15WD", JIANJU,
        "第五章（第二十六条）", note="重复检举控告的，不再告知。"),
    row(5, "named_feedback", "实名检举控告：反馈处理结果并记录", "办结之日", "15WD", JIANJU,
        "第五章（第二十七条）", note="检举控告人有异议的应当记录；提供新的证据材料的应当核查。"),
    row(6, "assigned_report", "交办检举控告：报告办理结果", "收到交办之日", "3CM", JIANJU, "第二十一条",
        **extension(None, "3CM", "本机关主要负责人；再次延长由上级机关批准",
                    "首次经本机关主要负责人批准延长3个月并报告上级机关，此后由上级机关批准。")),
    row(7, "clue_disposition", "问题线索：提出处置意见、制定处置方案、履行审批手续", "收到问题线索之日",
        "1CM", GUIZE, "第二十一条第二款"),
    row(8, "inquiry_reply", "函询：被函询人写出说明材料", "收到函件之日", "15WD", GUIZE, "第二十九条",
        MEMORY, **extension(None, "", "经批准"), note="由所在党委（党组）主要负责人签署意见。"),
    row(9, "talk_inquiry_close", "谈话函询：写出情况报告和处置意见", "谈话结束或者收到函询回复之日",
        "1CM", GUIZE, "第三十条", MEMORY),
    row(10, "prelim_verification", "初步核实", "初步核实方案批准之日", "2CM", ANJIAN, "第十五条",
        PARTIAL, **extension(1, "1CM", "经批准", "可延长1个月，重大复杂的经批准再延长。"),
        note="监督执纪工作规则未规定期限，沿用本条例。"),
    row(10, "prelim_verification_extension", "初步核实：延长", "初步核实期满之日", "1CM", ANJIAN,
        "第十五条", PARTIAL, approver="经批准"),
    row(11, "filing_approval", "立案审批", "呈报立案之日", "1CM", ANJIAN, "实施细则", PARTIAL,
        note="沿用原规定。"),
    row(12, "filing_announce", "宣布立案决定、送达立案通知书、通报所在单位主要负责人", "批准立案之日", "",
        GUIZE, "第三十八条", note="条文为“及时”，未定期限；由二人以上进行。"),
    row(13, "investigation_no_detention", "审查调查（未采取留置措施）：作出处理决定", "立案之日", "1Y",
        SHISHI, "第一百八十五条", MEMORY,
        **extension(1, "6CM", UPPER, "案情重大复杂的，可延长一次，不超过6个月。")),
    row(13, "investigation_no_detention_extension", "审查调查（未采取留置措施）：延长", "原期限届满之日",
        "6CM", SHISHI, "第一百八十五条", MEMORY, approver=UPPER),
    row(14, "investigation_after_detention", "审查调查（解除留置措施后）：作出处理决定", "解除留置之日",
        "1Y", SHISHI, "第一百八十五条", MEMORY,
        **extension(1, "6CM", UPPER, "案情重大复杂的，可延长一次，不超过6个月。")),
    row(14, "investigation_after_detention_extension", "审查调查（解除留置措施后）：延长",
        "原期限届满之日", "6CM", SHISHI, "第一百八十五条", MEMORY, approver=UPPER),
    row(15, "party_investigation_legacy", "只涉及党纪的案件审查（沿用目标期限）", "立案之日", "3CM", ANJIAN,
        "", PARTIAL, **extension(1, "1CM", "经批准", "可延长1个月。"), note="沿用原规定的工作目标。"),
    row(15, "party_investigation_legacy_extension", "只涉及党纪的案件审查：延长", "原期限届满之日",
        "1CM", ANJIAN, "", PARTIAL, approver="经批准"),
    row(16, "compel_appearance", "强制到案", "到案之时", "12H", JIANCHA, "第四十六条",
        **CUSTODY, note="不得以连续强制到案的方式变相拘禁。"),
    row(16, "compel_appearance_extended", "强制到案（需要采取管护或者留置措施的）", "到案之时", "24H",
        JIANCHA, "第四十六条", **CUSTODY),
    row(17, "await_investigation", "责令候查", "宣布责令候查决定之日", "12CM", JIANCHA,
        "第二十三条、第四十六条", **CUSTODY, note="最长不超过12个月。"),
    row(18, "protective_custody", "管护：作出留置或者解除管护决定", "采取管护措施之日", "7CD", JIANCHA,
        "第二十五条、第四十六条", **CUSTODY,
        **extension(1, "3CD", "经批准", "特殊情况下可延长1日至3日。")),
    row(18, "protective_custody_extension", "管护：延长", "管护期满之日", "3CD", JIANCHA, "第四十六条",
        **CUSTODY, approver="经批准", note="1日至3日，此处按最长计。"),
    row(18, "protective_custody_transfer", "管护：送留置场所", "采取管护措施之时", "24H", JIANCHA,
        "第二十五条", **CUSTODY),
    row(19, "detention", "留置", "向被留置人员宣布之日", "3CM", JIANCHA, "第四十七条、第四十八条", **CUSTODY,
        **extension(2, "3CM", "上一级监察机关；第二次由国家监察委员会批准或者决定",
                    "第一次延长3个月；可能判处十年有期徒刑以上刑罚的，再延长2个月。"),
        note="期满日不因节假日顺延。"),
    row(19, "detention_extension", "留置：第一次延长", "留置期满之日", "3CM", JIANCHA, "第四十八条第一款",
        **CUSTODY, approver="上一级监察机关"),
    row(19, "detention_second_extension", "留置：再次延长", "第一次延长期满之日", "2CM", JIANCHA,
        "第四十八条第二款", **CUSTODY, approver=PROVINCIAL),
    row(20, "detention_recalc", "留置：重新计算期限", "发现另有重要职务犯罪之日", "3CM", JIANCHA,
        "第四十八条第三款", **CUSTODY,
        **extension(1, "3CM", PROVINCIAL, "以一次为限；只适用于省级以上监察机关。")),
    row(20, "detention_recalc_extension", "留置：重新计算后延长", "重新计算的期限届满之日", "3CM",
        JIANCHA, "第四十八条第三款", **CUSTODY, approver=PROVINCIAL),
    row(21, "detention_notice", "管护、留置后通知所在单位和家属", "采取措施之时", "24H", JIANCHA, "第五十条",
        rolls=False, note="有碍调查的除外；有碍情形消失后立即通知。"),
    row(22, "detention_change_request", "对变更管护、留置措施申请作出决定", "收到申请之日", "3CD", JIANCHA,
        "第五十条"),
    row(23, "release_property", "解除对无关财产的查封、扣押、冻结", "查明与案件无关之日", "3CD", JIANCHA,
        "第二十六条、第二十八条"),
    row(24, "tech_measure", "技术调查措施", "批准决定签发之日", "3CM", JIANCHA, "第三十一条",
        **extension(None, "3CM", "经批准", "可以多次延长，每次不超过3个月。")),
    row(25, "trial", "案件审理", "审理部门受理之日", "1CM", GUIZE, "第五十五条",
        **extension(None, "", "经批准", "重大复杂案件经批准可以适当延长。")),
    row(26, "return_supplement", "退回补充证据", "退回之日", "", GUIZE, "第五十五条第五项", PARTIAL,
        note="未定期限；补证期间审理期限暂停计算。"),
    row(27, "prosecution_supplement", "检察机关退回补充调查", "退回之日", "1CM", JIANCHA, "第五十四条",
        **extension(1, "1CM", "人民检察院", "补充调查以两次为限。")),
    row(28, "decision_announce", "处分决定：向所在基层党组织全体党员及本人宣布", "作出决定之日", "1CM",
        CHUFEN, "第四十四条", note="并见监督执纪工作规则第五十六条。"),
    row(29, "decision_formalities", "处分决定：办理职务、职级、工资等变更手续", "作出决定之日", "1CM", CHUFEN,
        "第四十四条；《中华人民共和国公职人员政务处分法》第五十四条",
        **extension(1, "5CM", "经批准", "特殊情况经批准可以适当延长，总计不超过6个月。"),
        note="适用于撤销党内职务以上党纪处分、降级以上政务处分。"),
    row(29, "decision_formalities_extended", "处分决定：办理变更手续（经批准延长后的最长期限）",
        "作出决定之日", "6CM", CHUFEN, "第四十四条", approver="经批准"),
    row(30, "execution_report", "处分决定：报告执行情况", "作出决定之日", "6CM", CHUFEN, "第四十五条",
        note="不得延长。"),
    row(31, "party_appeal", "党纪处分申诉：复议复查", "受理申诉之日", "3CM", GUIZE, "第五十九条", MEMORY),
    row(32, "review_request", "申请复审", "收到处理决定之日", "1CM", JIANCHA, "第五十六条",
        note="复审期间不停止原决定的执行。"),
    row(32, "review", "作出复审决定", "收到复审申请之日", "1CM", JIANCHA, "第五十六条",
        note="复审期间不停止原决定的执行。"),
    row(33, "recheck_request", "申请复核", "收到复审决定之日", "1CM", JIANCHA, "第五十六条"),
    row(33, "recheck", "作出复核决定", "收到复核申请之日", "2CM", JIANCHA, "第五十六条",
        note="由上一级监察机关作出，为最终决定。"),
    row(34, "measure_complaint", "对违法采取措施的申诉：作出处理决定", "受理申诉之日", "1CM", JIANCHA,
        "第六十九条"),
    row(34, "measure_complaint_recheck_request", "对违法采取措施的申诉：申请复查", "收到处理决定之日",
        "1CM", JIANCHA, "第六十九条"),
    row(34, "measure_complaint_recheck", "对违法采取措施的申诉：作出复查决定", "收到复查申请之日", "2CM",
        JIANCHA, "第六十九条"),
    row(35, "safety_incident", "安全事故：逐级报告至中央纪委", "事故发生之时", "24H", GUIZE, "第七十条",
        rolls=False),
    row(36, "petition_quarter", "承办部门向信访举报部门反馈办结报告", "季度末", "1Q", JIANJU, "第十八条",
        note="每季度反馈一次，按下一个季度末计。"),
]


def seed(apps, schema_editor):
    """Write the rules."""
    rule = apps.get_model("deadlines", "TermRule")
    rule.objects.bulk_create(rule(**fields) for fields in RULES)


def unseed(apps, schema_editor):
    """Take the seeded versions away again; versions added since stay."""
    rule = apps.get_model("deadlines", "TermRule")
    for fields in RULES:
        rule.objects.filter(
            code=fields["code"], effective_from=fields["effective_from"]
        ).delete()


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial")]

    operations = [migrations.RunPython(seed, unseed)]
