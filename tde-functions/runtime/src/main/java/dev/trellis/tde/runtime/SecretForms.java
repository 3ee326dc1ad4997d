package dev.trellis.tde.runtime;

import dev.trellis.contract.wire.JsonText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/** The texts by which a value may show: itself, inside a JSON string, inside an address, and in base64 at any offset. */
final class SecretForms {
    private static final int BITS_OF_BYTE = 8;
    private static final int BITS_OF_DIGIT = 6;
    private static final int OFFSETS = 3;

    static Set<String> of(String value) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(value);
        forms.add(value.strip());
        String quoted = JsonText.write(JsonText.object().textNode(value));
        forms.add(quoted.substring(1, quoted.length() - 1));
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        forms.add(encoded);
        forms.add(encoded.replace("+", "%20"));
        for (int offset = 0; offset < OFFSETS; offset++) {
            String digits = base64(value.getBytes(StandardCharsets.UTF_8), offset);
            forms.add(digits);
            forms.add(digits.replace('+', '-').replace('/', '_'));
        }
        return forms;
    }

    /** The digits that the value alone decides when {@code offset} bytes stand before it, as {@code user:} does in a header. */
    private static String base64(byte[] value, int offset) {
        byte[] shifted = new byte[offset + value.length];
        System.arraycopy(value, 0, shifted, offset, value.length);
        String digits = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int first = Math.ceilDiv(offset * BITS_OF_BYTE, BITS_OF_DIGIT);
        int last = shifted.length * BITS_OF_BYTE / BITS_OF_DIGIT;
        return digits.substring(first, last);
    }

    private SecretForms() {}
}
