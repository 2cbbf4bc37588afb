"""When a text speaks about advertising instead of advertising."""

REPORTED = (
    r"虚假|违法|违规|违反|不得|禁止|严禁|查处|查获|处罚|罚款|立案|通报|曝光|警惕|谨防|提防|防范|骗局|诈骗|骗取|"
    r"陷阱|套路|谎称|声称|宣称|号称|吹嘘|误导|整治|专项行动|打击|取缔|典型案例|消费提示|消费警示|风险提示|"
    r"举报|投诉|维权|广告法|监管|辟谣|谣言|切勿|不要相信|不可信|莫轻信|勿信|受骗|上当"
)
"""Words of a report on, or a warning of, what the rule looks for."""
