package dev.trellis.host.gate;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The characters of a file and where its lines begin. */
final class SourceText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final List<Integer> lineStarts = new ArrayList<>(List.of(0));

    private SourceText(String text) {
        this.text = text;
        for (int i = 0; i < text.length(); i++) {
            boolean ends = text.charAt(i) == '\n'
                    || (text.charAt(i) == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (ends) {
                lineStarts.add(i + 1);
            }
        }
    }

    /** Decodes UTF-8, or UTF-16 with a byte order mark; malformed input is refused, not replaced. */
    static SourceText decode(byte[] bytes) throws RefusedXml {
        try {
            String text = charset(bytes)
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
            return checked(marked ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new RefusedXml(
                    GateRule.ENCODING, 0, 0, "the file is not valid UTF-8; save it as UTF-8, or as UTF-16 with a mark");
        }
    }

    private static SourceText checked(String text) throws RefusedXml {
        if (text.indexOf('\0') >= 0) {
            throw new RefusedXml(
                    GateRule.ENCODING,
                    1,
                    1,
                    "the file is binary, or UTF-16 without a byte order mark; save it as UTF-8");
        }
        return new SourceText(text);
    }

    private static Charset charset(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        boolean littleEndian = bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE;
        return littleEndian ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }

    String text() {
        return text;
    }

    /** The line of an offset, from 1. */
    int line(int offset) {
        int low = 0;
        int high = lineStarts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (lineStarts.get(middle) <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low + 1;
    }

    /** The column of an offset, from 1. */
    int column(int offset) {
        return offset - lineStarts.get(line(offset) - 1) + 1;
    }
}
