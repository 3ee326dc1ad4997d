package dev.trellis.host.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of expressions: decimal, 34 significant digits (IEEE 754 decimal128), rounding half even.
 *
 * <p>A result without a fractional part that fits 64 bits is a {@link Long}, any other a {@link BigDecimal} without
 * trailing zeros. The range is bounded so that no input can make an operation expensive.
 */
final class Numbers {

    private static final MathContext PRECISION = MathContext.DECIMAL128;
    private static final int LARGEST_SCALE = 4_096;
    private static final int LONGEST_TEXT = 128;

    private Numbers() {}

    static Number calculate(BinaryOperator operator, BigDecimal left, BigDecimal right) {
        boolean division = operator == BinaryOperator.DIVIDE || operator == BinaryOperator.REMAINDER;
        if (division && right.signum() == 0) {
            throw new ExpressionEvaluationException("division by zero");
        }
        return normal(
                switch (operator) {
                    case ADD -> left.add(right, PRECISION);
                    case SUBTRACT -> left.subtract(right, PRECISION);
                    case MULTIPLY -> left.multiply(right, PRECISION);
                    case DIVIDE -> left.divide(right, PRECISION);
                    case REMAINDER -> remainder(left, right);
                    default -> throw new IllegalArgumentException(operator + " is not arithmetic");
                });
    }

    private static BigDecimal remainder(BigDecimal left, BigDecimal right) {
        try {
            return left.remainder(right, PRECISION);
        } catch (ArithmeticException e) {
            throw new ExpressionEvaluationException("the quotient of a remainder has more than 34 digits");
        }
    }

    /** The value as a decimal; a string must hold a number. */
    static BigDecimal of(@Nullable Object value) {
        BigDecimal number =
                switch (value) {
                    case null -> throw new ExpressionEvaluationException("a number is needed, not null");
                    case Number known -> of(known);
                    case String text -> parse(text);
                    default -> throw new ExpressionEvaluationException("a number is needed, not " + Values.kind(value));
                };
        if (number == null) {
            throw new ExpressionEvaluationException("a number is needed, not the string " + Values.quoted(value));
        }
        return number;
    }

    /** The number that a string denotes, or null. */
    static @Nullable BigDecimal parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            return null;
        }
        try {
            return inRange(new BigDecimal(text)) ? new BigDecimal(text) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static BigDecimal of(Number number) {
        try {
            BigDecimal exact =
                    switch (number) {
                        case BigDecimal decimal -> decimal;
                        case BigInteger integer -> new BigDecimal(integer);
                        case Double d -> BigDecimal.valueOf(d);
                        case Float f -> new BigDecimal(f.toString());
                        default -> BigDecimal.valueOf(number.longValue());
                    };
            return checked(exact);
        } catch (NumberFormatException e) {
            throw new ExpressionEvaluationException("not a finite number: " + number);
        }
    }

    static Number normal(BigDecimal number) {
        BigDecimal stripped = checked(number).stripTrailingZeros();
        boolean fits = stripped.scale() <= 0 && stripped.precision() - stripped.scale() <= 19;
        if (fits) {
            BigInteger whole = stripped.toBigIntegerExact();
            return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : stripped;
        }
        return stripped;
    }

    static boolean inRange(BigDecimal number) {
        return Math.abs((long) number.scale()) <= LARGEST_SCALE && number.precision() <= LARGEST_SCALE;
    }

    private static BigDecimal checked(BigDecimal number) {
        if (!inRange(number)) {
            throw new ExpressionEvaluationException("a number is out of range");
        }
        return number;
    }
}
