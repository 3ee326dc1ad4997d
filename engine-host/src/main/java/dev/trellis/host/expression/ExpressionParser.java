package dev.trellis.host.expression;

import dev.trellis.host.expression.Expr.Binary;
import dev.trellis.host.expression.Expr.Call;
import dev.trellis.host.expression.Expr.Conditional;
import dev.trellis.host.expression.Expr.Index;
import dev.trellis.host.expression.Expr.Literal;
import dev.trellis.host.expression.Expr.Property;
import dev.trellis.host.expression.Expr.Unary;
import dev.trellis.host.expression.Expr.UnaryOperator;
import dev.trellis.host.expression.Expr.Variable;
import dev.trellis.host.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recursive-descent parser of one <code>${…}</code>: it starts behind the brace and ends behind the closing one. */
final class ExpressionParser {

    private final TokenStream tokens;

    ExpressionParser(String source, int start) {
        this.tokens = new TokenStream(source, start);
    }

    /** The tree of the expression; afterwards {@link #end()} is the offset behind its closing brace. */
    Expr parse() {
        if (tokens.at("}")) {
            throw new ExpressionSyntaxException(
                    "the expression is empty", tokens.current().position());
        }
        Expr expression = conditional();
        tokens.close();
        return expression;
    }

    int end() {
        return tokens.offset();
    }

    private Expr conditional() {
        tokens.enter();
        Expr condition = binary(BinaryOperator.LOWEST);
        if (tokens.at("?")) {
            tokens.advance();
            Expr yes = conditional();
            tokens.expect(":");
            Expr no = conditional();
            condition = tokens.node(new Conditional(condition, yes, no));
        }
        tokens.leave();
        return condition;
    }

    private Expr binary(int level) {
        if (level > BinaryOperator.HIGHEST) {
            return unary();
        }
        Expr left = binary(level + 1);
        BinaryOperator operator = operator();
        while (operator != null && operator.precedence() == level) {
            tokens.advance();
            left = tokens.node(new Binary(operator, left, binary(level + 1)));
            operator = operator();
        }
        return left;
    }

    private @Nullable BinaryOperator operator() {
        boolean candidate =
                tokens.current().kind() == Kind.SYMBOL || tokens.current().kind() == Kind.NAME;
        return candidate ? BinaryOperator.spelled(tokens.current().text()) : null;
    }

    private Expr unary() {
        UnaryOperator operator = unaryOperator();
        if (operator == null) {
            return path(primary());
        }
        tokens.enter();
        tokens.advance();
        Expr operand = unary();
        tokens.leave();
        return tokens.node(new Unary(operator, operand));
    }

    private @Nullable UnaryOperator unaryOperator() {
        if (tokens.at("!") || tokens.atWord("not")) {
            return UnaryOperator.NOT;
        }
        if (tokens.at("-")) {
            return UnaryOperator.NEGATE;
        }
        return tokens.atWord("empty") ? UnaryOperator.EMPTY : null;
    }

    private Expr primary() {
        Token first = tokens.current();
        return switch (first.kind()) {
            case NUMBER -> literal(first.value());
            case STRING -> literal(first.text());
            case NAME -> named(first);
            case SYMBOL -> parenthesised(first);
            case END -> throw ParserAdvice.unexpected(first);
        };
    }

    private Expr literal(@Nullable Object value) {
        tokens.advance();
        return tokens.node(new Literal(value));
    }

    private Expr parenthesised(Token open) {
        if (!open.is("(")) {
            throw ParserAdvice.unexpected(open);
        }
        tokens.advance();
        Expr inner = conditional();
        tokens.expect(")");
        return inner;
    }

    private Expr named(Token name) {
        switch (name.text()) {
            case "true":
                return literal(true);
            case "false":
                return literal(false);
            case "null":
                return literal(null);
            default:
                tokens.advance();
                return tokens.at("(") ? call(name) : variable(name);
        }
    }

    private Expr variable(Token name) {
        if (BinaryOperator.spelled(name.text()) != null) {
            throw ParserAdvice.unexpected(name);
        }
        ParserAdvice.checkVariable(name, tokens.current());
        return tokens.node(new Variable(name.text()));
    }

    private Expr call(Token name) {
        PureFunction function = PureFunction.named(name.text());
        if (function == null) {
            throw ParserAdvice.unknownFunction(name);
        }
        tokens.advance();
        List<Expr> arguments = new ArrayList<>();
        while (!tokens.at(")")) {
            if (!arguments.isEmpty()) {
                tokens.expect(",");
            }
            arguments.add(conditional());
        }
        tokens.advance();
        if (arguments.size() != function.arity()) {
            throw ParserAdvice.wrongArity(name, function, arguments.size());
        }
        return tokens.node(new Call(function, arguments));
    }

    private Expr path(Expr start) {
        Expr target = start;
        while (tokens.at(".") || tokens.at("[")) {
            boolean dot = tokens.at(".");
            tokens.advance();
            target = dot ? property(target) : index(target);
            if (tokens.at("(")) {
                throw ParserAdvice.methodCall(tokens.current());
            }
        }
        return target;
    }

    private Expr property(Expr target) {
        Token name = tokens.current();
        if (name.kind() != Kind.NAME) {
            throw new ExpressionSyntaxException("a property name is missing behind '.'", name.position());
        }
        ParserAdvice.checkProperty(target, name);
        tokens.advance();
        return tokens.node(new Property(target, name.text()));
    }

    private Expr index(Expr target) {
        Token first = tokens.current();
        Expr index = conditional();
        tokens.expect("]");
        ParserAdvice.checkIndex(target, index, first);
        return tokens.node(new Index(target, index));
    }
}
