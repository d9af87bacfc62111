"""Chinese is drawn as characters: two of them differ, and neither is the box of a missing one."""

DRAW = """character => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 64;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.font = "48px " + getComputedStyle(document.body).fontFamily;
  pen.textBaseline = "top";
  pen.fillText(character, 4, 4);
  const pixels = pen.getImageData(0, 0, 64, 64).data;
  return Array.from(pixels.filter((value, index) => index % 4 === 3)).join(",");
}"""
#: A character of a private plane that no font has: drawn as the box of a missing character.
MISSING = "\U0010fffd"


def test_two_characters_differ_and_are_no_boxes(person, step):
    step("The sign-in page is open to everybody, strangers too.")
    visitor = person()
    visitor.opens("/account/login/")
    step("Two characters are drawn in the page's own type.")
    clean, river, box, nothing = (
        visitor.page.evaluate(DRAW, text) for text in ("清", "江", MISSING, " ")
    )
    assert clean != river
    assert box not in (clean, river)
    assert nothing not in (clean, river)
