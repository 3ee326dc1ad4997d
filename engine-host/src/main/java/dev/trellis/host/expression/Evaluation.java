package dev.trellis.host.expression;

import dev.trellis.host.expression.Expr.Binary;
import dev.trellis.host.expression.Expr.Index;
import dev.trellis.host.expression.Expr.Unary;
import dev.trellis.host.expression.Expr.UnaryOperator;
import dev.trellis.host.expression.Expr.Variable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The value of a syntax tree for one set of variables. */
final class Evaluation {

    private final Scope scope;

    Evaluation(Scope scope) {
        this.scope = scope;
    }

    @Nullable
    Object value(Expr expression) {
        return switch (expression) {
            case Expr.Literal literal -> literal.value();
            case Variable variable -> variable(variable.name());
            case Expr.Property property -> member(value(property.target()), property.name());
            case Index index -> indexed(index);
            case Unary unary -> unary(unary);
            case Binary binary -> binary(binary);
            case Expr.Conditional c -> value(Values.truth(value(c.condition())) ? c.yes() : c.no());
            case Expr.Call call -> call(call);
        };
    }

    private @Nullable Object variable(String name) {
        if (!scope.has(name)) {
            throw new ExpressionEvaluationException(
                    "the variable '" + name + "' does not exist; set it before, or ask with 'empty " + name + "'");
        }
        return scope.get(name);
    }

    /** A member of null is null, as is one that the map does not have. */
    private static @Nullable Object member(@Nullable Object target, String name) {
        return switch (target) {
            case null -> null;
            case Map<?, ?> map -> map.get(name);
            default ->
                throw new ExpressionEvaluationException(
                        "the property '" + name + "' needs a map, not " + Values.kind(target));
        };
    }

    private @Nullable Object indexed(Index index) {
        Object target = value(index.target());
        Object key = value(index.index());
        return switch (target) {
            case null -> null;
            case List<?> list -> element(list, key);
            default -> member(target, ValueText.of(key));
        };
    }

    /** An element beyond the end of the list is null. */
    private static @Nullable Object element(List<?> list, @Nullable Object key) {
        BigDecimal position = Numbers.of(key);
        if (position.stripTrailingZeros().scale() > 0) {
            throw new ExpressionEvaluationException("the position in a list must be a whole number");
        }
        boolean inside = position.signum() >= 0 && position.compareTo(BigDecimal.valueOf(list.size())) < 0;
        return inside ? list.get(position.intValueExact()) : null;
    }

    private Object unary(Unary unary) {
        if (unary.operator() == UnaryOperator.EMPTY) {
            return missing(unary.operand()) || Values.empty(value(unary.operand()));
        }
        Object operand = value(unary.operand());
        return unary.operator() == UnaryOperator.NOT
                ? !Values.truth(operand)
                : (Object) Numbers.normal(Numbers.of(operand).negate());
    }

    /** Whether the path starts at a variable that does not exist: such a path is empty, not an error. */
    private boolean missing(Expr expression) {
        return switch (expression) {
            case Variable variable -> !scope.has(variable.name());
            case Expr.Property property -> missing(property.target());
            case Index index -> missing(index.target());
            default -> false;
        };
    }

    private Object binary(Binary binary) {
        return switch (binary.operator()) {
            case OR -> Values.truth(value(binary.left())) || Values.truth(value(binary.right()));
            case AND -> Values.truth(value(binary.left())) && Values.truth(value(binary.right()));
            case EQ -> Values.equal(value(binary.left()), value(binary.right()));
            case NE -> !Values.equal(value(binary.left()), value(binary.right()));
            case LT, LE, GT, GE -> ordered(binary.operator(), value(binary.left()), value(binary.right()));
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> arithmetic(binary);
        };
    }

    /** Any order with null is false, except that null is at most and at least null. */
    private static boolean ordered(BinaryOperator operator, @Nullable Object left, @Nullable Object right) {
        boolean orEqual = operator == BinaryOperator.LE || operator == BinaryOperator.GE;
        if (left == null || right == null) {
            return orEqual && left == right;
        }
        int order = Values.compare(left, right);
        boolean strictly = operator == BinaryOperator.LT || operator == BinaryOperator.LE ? order < 0 : order > 0;
        return strictly || (orEqual && order == 0);
    }

    private Number arithmetic(Binary binary) {
        Object left = value(binary.left());
        Object right = value(binary.right());
        boolean joining = binary.operator() == BinaryOperator.ADD && (text(left) || text(right));
        if (joining) {
            throw new ExpressionEvaluationException("'+' adds numbers; join texts by a template such as ${a}${b}");
        }
        return Numbers.calculate(binary.operator(), Numbers.of(left), Numbers.of(right));
    }

    private static boolean text(@Nullable Object value) {
        return value instanceof String text && Numbers.parse(text) == null;
    }

    private @Nullable Object call(Expr.Call call) {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            arguments.add(value(argument));
        }
        return call.function().apply(arguments);
    }
}
