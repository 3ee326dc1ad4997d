package dev.trellis.host.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The syntax tree of what stands between <code>${</code> and <code>}</code>. */
sealed interface Expr {

    /** A constant: null, a {@link Boolean}, a {@link Long}, a {@link java.math.BigDecimal} or a {@link String}. */
    record Literal(@Nullable Object value) implements Expr {}

    /** A process variable by its name. */
    record Variable(String name) implements Expr {}

    /** {@code target.name}: the member of a map. */
    record Property(Expr target, String name) implements Expr {}

    /** {@code target[index]}: the member of a map by its key, or the element of a list by its position from zero. */
    record Index(Expr target, Expr index) implements Expr {}

    record Unary(UnaryOperator operator, Expr operand) implements Expr {}

    record Binary(BinaryOperator operator, Expr left, Expr right) implements Expr {}

    /** {@code condition ? yes : no}; only the chosen branch is evaluated. */
    record Conditional(Expr condition, Expr yes, Expr no) implements Expr {}

    record Call(PureFunction function, List<Expr> arguments) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    enum UnaryOperator {
        NOT,
        NEGATE,
        EMPTY
    }
}
