package dev.trellis.host.expression;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into plain pieces and <code>${…}</code> or <code>#{…}</code> pieces. */
final class Segments {

    private static final int MOST = 200;

    private final String source;
    private final List<Segment> segments = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();

    private Segments(String source) {
        this.source = source;
    }

    static List<Segment> of(String source) {
        Segments segments = new Segments(source);
        segments.cut();
        return List.copyOf(segments.segments);
    }

    private void cut() {
        int at = 0;
        while (at < source.length()) {
            if (source.charAt(at) == '\\' && opens(at + 1)) {
                plain.append(source, at + 1, at + 3);
                at += 3;
            } else if (opens(at)) {
                flush();
                at = code(at);
            } else {
                plain.append(source.charAt(at++));
            }
        }
        flush();
    }

    private int code(int start) {
        if (segments.size() >= MOST) {
            throw new ExpressionSyntaxException("a text has more than " + MOST + " pieces", start);
        }
        ExpressionParser parser = new ExpressionParser(source, start + 2);
        segments.add(new Segment.Code(parser.parse()));
        return parser.end();
    }

    private boolean opens(int at) {
        return at + 1 < source.length()
                && (source.charAt(at) == '$' || source.charAt(at) == '#')
                && source.charAt(at + 1) == '{';
    }

    private void flush() {
        if (!plain.isEmpty()) {
            segments.add(new Segment.Text(plain.toString()));
            plain.setLength(0);
        }
    }
}
