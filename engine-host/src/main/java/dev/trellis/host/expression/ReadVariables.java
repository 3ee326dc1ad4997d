package dev.trellis.host.expression;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Gathers the names of the variables that a tree reads. */
final class ReadVariables {

    private final SortedSet<String> names = new TreeSet<>();

    SortedSet<String> of(List<Segment> segments) {
        for (Segment segment : segments) {
            if (segment instanceof Segment.Code code) {
                visit(code.tree());
            }
        }
        names.remove(Expression.EXECUTION);
        return names;
    }

    private void visit(Expr expression) {
        switch (expression) {
            case Expr.Literal literal -> {}
            case Expr.Variable variable -> names.add(variable.name());
            case Expr.Property property -> visit(property.target());
            case Expr.Index index -> {
                visit(index.target());
                visit(index.index());
            }
            case Expr.Unary unary -> visit(unary.operand());
            case Expr.Binary binary -> {
                visit(binary.left());
                visit(binary.right());
            }
            case Expr.Conditional conditional -> {
                visit(conditional.condition());
                visit(conditional.yes());
                visit(conditional.no());
            }
            case Expr.Call call -> call.arguments().forEach(this::visit);
        }
    }
}
