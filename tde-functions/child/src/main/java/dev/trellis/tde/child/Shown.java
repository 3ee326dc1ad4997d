package dev.trellis.tde.child;

/** Foreign text as it may stand in a message: short, on one line, without what a terminal or a log would obey. */
public final class Shown {
    private static final int MOST = 80;

    /** The text in quotes, what is not printable replaced. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints().limit(MOST).forEach(point -> shown.appendCodePoint(isPlain(point) ? point : '?'));
        return shown.append(text.codePointCount(0, text.length()) > MOST ? "…\"" : "\"")
                .toString();
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private Shown() {}
}
