"""What the foot of the text bench says can be done now."""

from __future__ import annotations

from desktop.base.wording import _
from desktop.curriculum.schema import LabelSchema
from desktop.views.widgets.text.editor import TextEditor
from desktop.views.widgets.text.links import CHAIN


def answers_hint(schema: LabelSchema, *, may_edit: bool, several: bool = True) -> str:
    """Return what can be done now with models' answers; ``several``: there is more than one text."""
    ranks = any(question.kind == "ranking" for question in schema.questions)
    if not may_edit and ranks:
        return _("只读：右边逐题对照，F6 到那里；绿色虚线是专家的排序。")
    if not may_edit and schema.questions:
        return _("只读：右边逐题对照，F6 到那里；点一处问题，就显示它说的地方。")
    if not may_edit:
        return _("只读：绿色虚线是专家的标注，红色是问题所在。")
    if ranks:
        return _("数字键到回答；Ctrl+数字依次排名次，Ctrl+↑↓ 调整；D 看不同；F1 看快捷键。")
    if schema.questions and several:
        return _("数字键到回答；D 看不同，E 展开全文；F6 到问题；F1 看快捷键。")
    if schema.questions:
        return _("读完左边，在右边作答；写的字停笔后自动保存；F6 换栏；F1 看快捷键。")
    if not several:
        return _("对照资料，选中出错的文字，按类别键标注；M 换成阅读；F1 看快捷键。")
    return _("选中出错的文字，按类别键标注；M 换成阅读；Alt+数字到别的回答；F1 看快捷键。")


def hint(editor: TextEditor, second: str) -> str:
    """Return what can be done now; ``second`` is whose marks stand where the gold would."""
    if not editor.may_edit and second:
        return _("只读：绿色虚线是{second}的标注，红色是两人不同的地方。", second=second)
    if not editor.may_edit:
        return _("只读：绿色虚线是金标，实线是答案，红色是问题所在。")
    return _linking(editor) or _in_hand(editor) or _plain(editor)


def _linking(editor: TextEditor) -> str:
    link = editor.links.link
    if link is None:
        return ""
    if link.kind == CHAIN:
        return _("指代链：Tab 走到同指的另一处，Enter 连上；Esc 结束。")
    kind = editor.schema.relation(link.kind)
    name = kind.called if kind is not None else link.kind
    return _("关系“{name}”：Tab 在可作终点的标注间走，Enter 建立；Esc 取消。", name=name)


def _in_hand(editor: TextEditor) -> str:
    if editor.has_selection and editor.held is not None and editor.schema.text_rules.broken:
        return _("按类别键新建标注；Shift+Enter 并入刚才的标注，Shift+Del 从中挖去；Esc 取消。")
    if editor.has_selection:
        return _("按类别键标注选中文字；Esc 取消。")
    if editor.links.relation_id:
        return _("关系键改类型；Shift+空格 反向；Del 删除；Ctrl+J 下一个关系；Esc 取消。")
    if editor.span is not None and editor.schema.relations:
        return _("类别键改类别；关系键从这里建关系；[ ] 调右边界；Ctrl+G 连指代链；Del 删除。")
    if editor.span is not None:
        return _("类别键改类别；[ ] 调右边界，Alt+Shift+←→ 调左边界；T 修边；Del 删除。")
    return ""


def _plain(editor: TextEditor) -> str:
    if editor.sticky:
        label = editor.schema.label(editor.sticky)
        return _("连标“{name}”：选中即标；按 K 结束。", name=label.called if label else editor.sticky)
    if not editor.schema.labels:
        return _("读完文本，在右边回答问题；Ctrl+F 查找；F1 看快捷键。")
    return _("拖动或 Shift+方向键选中文字，再按类别键；双击选一段；F1 看快捷键。")
