package dev.trellis.host.expression;

import dev.trellis.host.expression.Token.Kind;

/** The tokens of one expression with the current one in view, and the bounds that keep its tree small. */
final class TokenStream {

    private static final int DEEPEST = 48;
    private static final int MOST_NODES = 500;

    private final Lexer lexer;
    private Token current;
    private int depth;
    private int nodes;

    TokenStream(String source, int start) {
        this.lexer = new Lexer(source, start);
        this.current = lexer.next();
    }

    Token current() {
        return current;
    }

    void advance() {
        current = lexer.next();
    }

    boolean at(String symbol) {
        return current.is(symbol);
    }

    boolean atWord(String word) {
        return current.kind() == Kind.NAME && current.text().equals(word);
    }

    void expect(String symbol) {
        if (!current.is(symbol)) {
            throw new ExpressionSyntaxException(
                    "'" + symbol + "' is missing before " + current.shown(), current.position());
        }
        advance();
    }

    /** Refuses a closing brace that does not end the expression here. */
    void close() {
        if (current.kind() == Kind.END) {
            throw new ExpressionSyntaxException("the expression is not closed; '}' is missing", current.position());
        }
        if (!current.is("}")) {
            throw ParserAdvice.unexpected(current);
        }
    }

    /** The offset behind the current token. */
    int offset() {
        return lexer.offset();
    }

    void enter() {
        if (++depth > DEEPEST) {
            throw new ExpressionSyntaxException(
                    "the expression is nested deeper than " + DEEPEST + " levels", current.position());
        }
    }

    void leave() {
        depth--;
    }

    /** Counts a node of the tree and hands it back. */
    Expr node(Expr expr) {
        if (++nodes > MOST_NODES) {
            throw new ExpressionSyntaxException(
                    "the expression has more than " + MOST_NODES + " parts; compute it in a task", current.position());
        }
        return expr;
    }
}
