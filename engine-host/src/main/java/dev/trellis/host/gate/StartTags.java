package dev.trellis.host.gate;

/**
 * Finds where each start tag begins, in the order of the file.
 *
 * <p>The platform's XML reader tells only where it stands, which is somewhere behind the tag. In well-formed XML without a
 * document type, the character {@code <} opens markup wherever it stands outside of comments, CDATA and processing
 * instructions.
 */
final class StartTags {

    private final String text;
    private int at;

    StartTags(String text) {
        this.text = text;
    }

    /** The offset of the next start tag; the end of the text when there is none. */
    int next() {
        while (true) {
            int open = text.indexOf('<', at);
            if (open < 0) {
                return text.length();
            }
            if (text.startsWith("<!--", open)) {
                skip(open + 4, "-->");
            } else if (text.startsWith("<![CDATA[", open)) {
                skip(open + 9, "]]>");
            } else if (text.startsWith("<?", open)) {
                skip(open + 2, "?>");
            } else {
                at = open + 1;
                if (!text.startsWith("/", at)) {
                    return open;
                }
            }
        }
    }

    private void skip(int from, String end) {
        int found = text.indexOf(end, from);
        at = found < 0 ? text.length() : found + end.length();
    }
}
