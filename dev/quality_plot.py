"""docs/quality.svg: coverage against redundancy of each text's blog post, by who made it."""

COLOURS = {"extractive": "#0969da", "LexRank": "#cf222e", "TextRank": "#bf8700", "LSA": "#6e7781"}
WIDTH, HEIGHT, LEFT, TOP, SIDE = 720, 420, 60, 20, 500


def plot(figures):
    """Each text a line from what LexRank makes of it to what extractive does; further up and left is better."""
    texts = [text["outputs"]["blog"] for text in figures if text["words"] > 200]
    parts = []
    for tenth in range(0, 11, 2):
        share = tenth / 10
        parts.append(line(at(share, 0), at(share, 1), "#d0d7de") + label(at(share, 0), 18, f"{share:.1f}", "middle"))
        parts.append(line(at(0, share), at(1, share), "#d0d7de") + label(at(0, share), 4, f"{share:.1f} ", "end"))
    for text in texts:
        ends = [at(text[who]["redundancy"], text[who]["coverage"]) for who in ("LexRank", "extractive")]
        parts.append(line(*ends, "#8c959f"))
    for who, colour in COLOURS.items():
        for text in texts:
            x, y = at(text[who]["redundancy"], text[who]["coverage"])
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>')
    for place, (who, colour) in enumerate(COLOURS.items()):
        y = TOP + 20 + 24 * place
        parts.append(f'<circle cx="{SIDE + 90}" cy="{y}" r="5" fill="{colour}"/>' + label((SIDE + 104, y), 4, who, "start"))
    parts.append(label((LEFT + SIDE / 2 - 20, HEIGHT), -8, "redundancy: less is better", "middle"))
    parts.append(f'<g transform="rotate(-90 16 {HEIGHT / 2})">{label((16, HEIGHT / 2), 0, "coverage: more is better", "middle")}</g>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>' + "\n".join(parts) + "</svg>\n"
    )


def at(redundancy, coverage):
    return LEFT + redundancy * SIDE, HEIGHT - 50 - coverage * (HEIGHT - 50 - TOP)


def line(one, other, colour):
    return f'<line x1="{one[0]:.1f}" y1="{one[1]:.1f}" x2="{other[0]:.1f}" y2="{other[1]:.1f}" stroke="{colour}"/>'


def label(place, down, text, anchor):
    return f'<text x="{place[0]:.1f}" y="{place[1] + down:.1f}" text-anchor="{anchor}" fill="#1f2328">{text}</text>'
