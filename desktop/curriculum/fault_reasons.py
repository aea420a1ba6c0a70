"""The reasons that checks of models and marks give when they refuse a value, with the sentences that people read."""

from __future__ import annotations

import re

from desktop.base.wording import N_

#: Reason with {} where values stand, and the sentence with {a}, {b} … for them; {rest}: a reason inside the reason.
_TABLE: tuple[tuple[str, str], ...] = (
    # frozen.py
    ("character {} is NUL", N_("第 {a} 个字是空字符（U+0000），多半是转换编码时出的错，请用 UTF-8 重新导出")),
    # items.py
    ("choices: at least two, each with an id of its own", N_("choices 至少要两个选项，编号各不相同")),
    ("answer: must name options out of {}, each once", N_("answer 只能写选项的编号，每个一次，可写的有 {a}")),
    ("answer: exactly one option for this kind", N_("这种题的 answer 只能写一个选项")),
    ("answer: an ordering names every option", N_("排序题的 answer 要写全部选项")),
    ("free_sides: each side once", N_("free_sides 里每条边只能写一次")),
    ("free_sides: only of a box that is judged", N_("只有要评分的矩形框才能写 free_sides")),
    (
        "either box, or start and end, or shape must be given",
        N_("box、start 和 end、shape 三种写法只能用一种"),
    ),
    ("also: only of a reply", N_("只有回答才能写 also")),
    ("start and end must both be given", N_("start 和 end 要一起写")),
    (
        "given: marks to start from are given exactly when the work is not to label afresh",
        N_("work 是 label 时不写 given，别的时候一定要写 given"),
    ),
    ("remarks: no marks {} are given", N_("remarks 提到的标注 {a} 不在 given 里")),
    ("given_second: only of an adjudication", N_("只有 work 是 adjudicate 时才能写 given_second")),
    ("turns, answers: each with an id of its own", N_("turns 和 answers 的编号要各不相同")),
    (
        "turns: {} must lie in the text, after the turn before it",
        N_("turns 里的 {a} 要在文本以内，并排在前一轮之后"),
    ),
    ("either media with size, or text, must be given", N_("media 和 size 一起写，或者只写 text")),
    # text_rules.py
    ("options: each with an id of its own", N_("options 的编号要各不相同")),
    ("options: given exactly for a choice", N_("选择题要写 options，别的题不能写")),
    ("options: a parent must be one of them", N_("options 的 parent 要是其中一个选项的编号")),
    (
        "least <= most and minimum <= maximum must hold",
        N_("least 不能大于 most，minimum 不能大于 maximum"),
    ),
    (
        "about: pair for a preference, document for a ranking",
        N_("成对比较的 about 要写 pair，排序的 about 要写 document"),
    ),
    ("after and of: both or neither", N_("after 和 of 要一起写，或者都不写")),
    (
        "words: given exactly for checks that look for words",
        N_("找词的检查要写 words，别的检查不能写"),
    ),
    (
        "least, most: given exactly for checks that count",
        N_("计数的检查要写 least 或 most，别的检查不能写"),
    ),
    ("least <= most must hold", N_("least 不能大于 most")),
    # schema.py, shape_rules.py, course.py
    (
        "skeleton: given exactly when the class is drawn as a skeleton",
        N_("用骨架画的类别要写 skeleton，别的类别不能写"),
    ),
    (
        "inspects: names a schema exactly when the task is inspection",
        N_("质检的标签要写 inspects，别的标签不能写"),
    ),
    (
        "relations, questions: only where the task is text or answers",
        N_("只有 task 是 text 或 answers 时才能写 relations 和 questions"),
    ),
    (
        "labels: at least one, or questions about texts",
        N_("labels 至少要一个类别，或者写关于文本的 questions"),
    ),
    (
        "labels, relations and questions: each with an id of its own",
        N_("labels、relations 和 questions 的编号要各不相同"),
    ),
    ("points: each id once", N_("points 的编号要各不相同")),
    ("edges: name places of points", N_("edges 要写 points 里的序号")),
    ("swap: no such points {}", N_("swap 提到的点 {a} 不存在")),
    ("rules: {} is there twice", N_("rules 里 {a} 写了两次")),
    ("rules: {} must come after its parent {}", N_("rules 里 {a} 要写在它的上级 {b} 之后")),
    ("either strata or sections must be given", N_("strata 和 sections 要写一种，也只能写一种")),
    # codec.py
    ("[{}]: id {} is used twice", N_("第 {a} 个（从 0 数起）的编号 {b} 用了两次")),
    ("[{}]: {}", N_("第 {a} 个（从 0 数起）：{rest}")),
    ("type must be one of {}, got {}", N_("type 只能写 {a}，这里是 {b}")),
    ("a mark must be an object, got {}", N_("一个标注要写成一组“名字和值”，这里是 {a}")),
    ("marks must be a list, got {}", N_("标注要写成列表，这里是 {a}")),
    ("{} marks are more than the {} allowed", N_("有 {a} 个标注，最多 {b} 个")),
    ("{} must be true or false, got {}", N_("{a} 要写成 true 或 false，这里是 {b}")),
    (
        "attributes must be an object of at most 50 entries, got {}",
        N_("attributes 要写成一组“名字和值”，最多 50 个，这里是 {a}"),
    ),
    (
        "attribute {} must be a text, a finite number or yes/no, got {}",
        N_("属性 {a} 要写成文字、数字或者 true、false，这里是 {b}"),
    ),
    # relations.py, replies.py, spans.py, text_flags.py
    (
        "relation {}: two different spans must be named, got {}",
        N_("关系 {a} 的两端要是两个不同的片段，这里是 {b}"),
    ),
    (
        "value must be a text, a whole number or a list of at most {}, got {}",
        N_("value 要写成文字、整数或最多 {a} 项的列表，这里是 {b}"),
    ),
    ("value must be between -{} and {}", N_("value 要在 -{a} 到 {b} 之间")),
    ("value must hold at most {} ids, got {}", N_("value 最多写 {a} 个编号，这里有 {b} 个")),
    ("reply {}: each option once, got {}", N_("回答 {a} 里同一个选项写了两次：{b}")),
    ("gaps must be a list of at most {} stretches, got {}", N_("gaps 要写成最多 {a} 段的列表，这里是 {b}")),
    ("a gap must be [start, end], got {}", N_("gaps 的每一段要写成 [起点, 终点]，这里是 {a}")),
    (
        "span {}: 0 <= start < end must hold, got {}, {}",
        N_("片段 {a} 的起点不能小于 0，终点要大于起点，这里是 {b} 和 {c}"),
    ),
    (
        "flag {}: 0 <= start < end must hold, got {}, {}",
        N_("标记 {a} 的起点不能小于 0，终点要大于起点，这里是 {b} 和 {c}"),
    ),
    (
        "span {}: gaps must lie inside, in order and apart, got {}",
        N_("片段 {a} 的 gaps 要在片段以内、按次序、互不相接，这里是 {b}"),
    ),
    # shapes
    ("mask {}: needs tiles of {} bytes", N_("掩膜 {a} 的每一块要有 {b} 个字节")),
    ("mask {}: cannot be moved to {}, {}", N_("掩膜 {a} 不能移到 {b}, {c}")),
    ("box must be four whole numbers, got {}", N_("box 要写成四个整数，这里是 {a}")),
    ("bits must be a text, got {}", N_("bits 要写成文字，这里是 {a}")),
    (
        "box must lie in a picture and hold at most {} pixels, got {}",
        N_("box 要在图片以内，最多 {a} 个像素，这里是 {b}"),
    ),
    ("a mask must have at least one pixel", N_("掩膜至少要有一个像素")),
    ("bits cannot be read: {}", N_("bits 读不出来，可能不完整")),
    ("bits must hold {} bytes, got {}", N_("bits 要有 {a} 个字节，这里有 {b} 个")),
    ("polygon {}: needs rings of at least three points each", N_("多边形 {a} 的每一圈至少要三个点")),
    ("rings must be a list of 1 to {} rings, got {}", N_("rings 要写成 1 到 {a} 圈的列表，这里是 {b}")),
    ("polyline {}: needs at least two points", N_("折线 {a} 至少要两个点")),
    ("quad {}: needs four corners, got {}", N_("四边形 {a} 要四个角，这里有 {b} 个")),
    ("quad {}: text is longer than {} characters", N_("四边形 {a} 的文字超过 {b} 个字")),
    ("rotated {}: sides must be >= 0, got {}, {}", N_("旋转框 {a} 的边长不能小于 0，这里是 {b} 和 {c}")),
    ("ellipse {}: radii must be >= 0, got {}, {}", N_("椭圆 {a} 的半径不能小于 0，这里是 {b} 和 {c}")),
    ("skeleton {}: needs joints", N_("骨架 {a} 没有关节点")),
    ("joints must be a list of 1 to {} joints, got {}", N_("joints 要写成 1 到 {a} 个点的列表，这里是 {b}")),
    ("a joint is [x, y, {}], got {}", N_("关节点要写成 [x, y, 状态]，状态可写 {a}，这里是 {b}")),
    ("{} must be a list of {} numbers, got {}", N_("{a} 要写成 {b} 个数的列表，这里是 {c}")),
    ("{} must be a list of {} to {} points, got {}", N_("{a} 要写成 {b} 到 {c} 个点的列表，这里是 {d}")),
    ("{} must be a whole number, got {}", N_("{a} 要写成整数，这里是 {b}")),
    ("{} must be a text of at most {} characters, got {}", N_("{a} 要写成文字，最多 {b} 个字，这里是 {c}")),
    ("{} must hold finite numbers, got {}", N_("{a} 只能写有限的数，这里是 {b}")),
    (
        "{} {}: x1 <= x2 and y1 <= y2 must hold, got {}",
        N_("{b} 的左边要在右边之左，上边要在下边之上，这里是 {c}"),
    ),
    ("{} {}: coordinates must be finite, got {}", N_("{b} 的坐标要是有限的数，这里是 {c}")),
)


def _pattern(reason: str) -> re.Pattern[str]:
    return re.compile(re.escape(reason).replace(r"\{\}", "(.*?)"), re.DOTALL)


#: Pattern of a reason and its sentence, the closer ones first.
REASONS = tuple((_pattern(reason), says) for reason, says in _TABLE)
