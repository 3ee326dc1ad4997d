package dev.trellis.host.expression;

import dev.trellis.host.expression.Token.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts the source text into tokens, one at a time, from a given offset. */
final class Lexer {

    private static final int LONGEST_NUMBER = 64;
    private static final List<String> SYMBOLS = List.of(
            "==", "!=", "<=", ">=", "&&", "||", "(", ")", "[", "]", ".", ",", "?", ":", "+", "-", "*", "/", "%", "<",
            ">", "!", "}");
    private static final Map<Character, String> ADVICE = Map.of(
            '=', "'=' would assign, and expressions change nothing; compare with '=='",
            '{', "'{' does not belong in an expression; write one ${…} after the other, not inside one another",
            ';', "';' is not allowed; an expression is a single value",
            '&', "a single '&' is not an operator; write '&&'",
            '|', "a single '|' is not an operator; write '||'",
            '@', "'@' is not part of the grammar",
            '$', "'$' does not belong inside an expression; variables are written by their bare name");

    private final String source;
    private int at;

    Lexer(String source, int start) {
        this.source = source;
        this.at = start;
    }

    /** The offset of the first character that no token has taken yet. */
    int offset() {
        return at;
    }

    Token next() {
        while (at < source.length() && isSpace(source.charAt(at))) {
            at++;
        }
        if (at >= source.length()) {
            return new Token(Kind.END, "", null, at);
        }
        char first = source.charAt(at);
        if (isNameStart(first)) {
            return name();
        }
        if (isDigit(first)) {
            return number();
        }
        return first == '\'' || first == '"' ? string(first) : symbol(first);
    }

    private Token name() {
        int start = at;
        while (at < source.length() && isNamePart(source.charAt(at))) {
            at++;
        }
        return token(Kind.NAME, start, null);
    }

    private Token number() {
        int start = at;
        digits();
        boolean fraction = at + 1 < source.length() && source.charAt(at) == '.' && isDigit(source.charAt(at + 1));
        if (fraction) {
            at++;
            digits();
        }
        boolean exponent = exponent();
        if (at < source.length() && isNameStart(source.charAt(at))) {
            throw new ExpressionSyntaxException("a number is followed directly by '" + source.charAt(at) + "'", at);
        }
        if (at - start > LONGEST_NUMBER) {
            throw new ExpressionSyntaxException("a number has more than " + LONGEST_NUMBER + " characters", start);
        }
        return token(Kind.NUMBER, start, value(start, fraction || exponent));
    }

    private Number value(int start, boolean decimal) {
        BigDecimal exact = new BigDecimal(source.substring(start, at));
        if (!Numbers.inRange(exact)) {
            throw new ExpressionSyntaxException("a number is out of range", start);
        }
        return decimal ? exact : Numbers.normal(exact);
    }

    private boolean exponent() {
        if (at >= source.length() || (source.charAt(at) | 0x20) != 'e') {
            return false;
        }
        int digit = at + 1;
        if (digit < source.length() && (source.charAt(digit) == '+' || source.charAt(digit) == '-')) {
            digit++;
        }
        if (digit >= source.length() || !isDigit(source.charAt(digit))) {
            return false;
        }
        int first = digit;
        at = digit;
        digits();
        if (at - first > 4) {
            throw new ExpressionSyntaxException("the exponent of a number has more than four digits", first);
        }
        return true;
    }

    private void digits() {
        while (at < source.length() && isDigit(source.charAt(at))) {
            at++;
        }
    }

    private Token string(char quote) {
        int start = at++;
        StringBuilder content = new StringBuilder();
        while (at < source.length() && source.charAt(at) != quote) {
            content.append(source.charAt(at) == '\\' ? escaped() : source.charAt(at));
            at++;
        }
        if (at >= source.length()) {
            throw new ExpressionSyntaxException("a string that starts with " + quote + " is not closed", start);
        }
        at++;
        return new Token(Kind.STRING, content.toString(), null, start);
    }

    private char escaped() {
        at++;
        char code = at < source.length() ? source.charAt(at) : ' ';
        return switch (code) {
            case '\\', '\'', '"' -> code;
            case 'n' -> '\n';
            case 't' -> '\t';
            default ->
                throw new ExpressionSyntaxException(
                        "unknown escape in a string; known are \\\\ \\' \\\" \\n and \\t", at - 1);
        };
    }

    private Token symbol(char first) {
        for (String symbol : SYMBOLS) {
            if (source.startsWith(symbol, at)) {
                at += symbol.length();
                return new Token(Kind.SYMBOL, symbol, null, at - symbol.length());
            }
        }
        String advice = ADVICE.getOrDefault(first, "the character '" + first + "' is not part of the grammar");
        throw new ExpressionSyntaxException(advice, at);
    }

    private Token token(Kind kind, int start, @Nullable Number value) {
        return new Token(kind, source.substring(start, at), value, start);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isNameStart(char c) {
        return c == '_' || Character.isLetter(c);
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || Character.isDigit(c);
    }
}
