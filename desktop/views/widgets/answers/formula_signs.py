"""The signs that a formula may name, and how each keeps its distance from its neighbours."""

from __future__ import annotations

from typing import Literal, TypeAlias

#: What a sign is: a letter is set slanting; operators and relations have air on both sides; a large one bears limits.
SignKind: TypeAlias = Literal[
    "letter", "plain", "operator", "relation", "open", "close", "comma", "function", "large"
]


def _table(kind: SignKind, words: str) -> dict[str, tuple[str, SignKind]]:
    pairs = words.split()
    return {name: (sign, kind) for name, sign in zip(pairs[::2], pairs[1::2], strict=True)}


#: Commands without arguments: what is drawn, and its kind. Only signs that the shipped fonts have: a formula with any
#: other is shown as it was written.
SIGNS: dict[str, tuple[str, SignKind]] = {
    **_table(
        "letter",
        "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι kappa κ "
        "lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ "
        "omega ω ell ℓ",
    ),
    **_table(
        "plain",
        "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ angle ∠ "
        "triangle △ degree ° circ ∘ prime ′ partial ∂ nabla ∇ emptyset ∅ varnothing ∅ forall ∀ exists ∃ ldots … "
        "dots … cdots ⋯ hbar ℏ therefore ∴ because ∵ square □ checkmark ✓ % % $ $ # # & & _ _",
    ),
    **_table(
        "operator",
        "times × div ÷ cdot · pm ± mp ∓ ast * star ⋆ bullet • oplus ⊕ otimes ⊗ cup ∪ cap ∩ land ∧ "
        "lor ∨ wedge ∧ vee ∨ odot ⊙",
    ),
    **_table(
        "relation",
        "leq ≤ le ≤ geq ≥ ge ≥ leqslant ≤ geqslant ≥ neq ≠ ne ≠ approx ≈ equiv ≡ simeq ≃ cong ≅ propto ∝ "
        "ll ≪ gg ≫ rightarrow → to → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ "
        "Leftrightarrow ⇔ implies ⇒ iff ⇔ longrightarrow → uparrow ↑ downarrow ↓ in ∈ notin ∉ ni ∋ "
        "subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ perp ⊥ parallel ∥ mid ∣ rightleftharpoons ⇌",
    ),
    **_table("open", "{ { lvert | lbrace { lbrack ["),
    **_table("close", "} } rvert | rbrace } rbrack ]"),
    **_table("plain", "| ‖ vert | Vert ‖"),
    **_table("large", "sum ∑ prod ∏ int ∫ iint ∬ oint ∮"),
    **{
        name: (name, "function")
        for name in (
            "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp det gcd deg dim ker arg Pr"
        ).split()
    },
    **{name: (name, "function") for name in "lim max min sup inf".split()},
}
#: Functions under which a limit stands, as under a sum.
BEARING = frozenset({"lim", "max", "min", "sup", "inf"})
#: Signs that are typed as they are. Not the percent sign: it begins a remark, which would not be printed.
TYPED: dict[str, tuple[str, SignKind]] = {
    **_table("operator", "+ + - − * * / / × × ÷ ÷ ± ± · · − −"),
    **_table("relation", "= = < < > > : : ≤ ≤ ≥ ≥ ≠ ≠ ≈ ≈ → → ⇒ ⇒ ∈ ∈"),
    **_table("open", "( ( [ [ （ （"),
    **_table("close", ") ) ] ] ! ! ） ）"),
    **_table("comma", ", , ; ; ， ， 、 、 ； ；"),
    **_table("plain", "| | . . ? ? 。 。 ： ： … … ° ° ′ ′ ∠ ∠ △ △ ∞ ∞ ' ′"),
}
#: Blanks, in parts of the type size.
SPACES = {",": 0.17, ":": 0.22, ";": 0.28, "!": 0.0, " ": 0.28, "quad": 1.0, "qquad": 2.0, "enspace": 0.5}
#: Marks over (or round) what follows.
OVER = {
    "overline": "bar", "bar": "bar", "hat": "hat", "widehat": "hat", "vec": "arrow", "overrightarrow": "arrow",
    "tilde": "tilde", "widetilde": "tilde", "dot": "dot", "underline": "under", "boxed": "box", "fbox": "box",
}  # fmt: skip
#: Tables: what stands before and after them.
TABLES = {
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|"), "cases": ("{", ""),
    "aligned": ("", ""), "align*": ("", ""),
}  # fmt: skip
