package dev.trellis.host.expression;

/** A piece of an expression text. */
sealed interface Segment {

    /** Characters that stand for themselves. */
    record Text(String text) implements Segment {}

    /** What stood between <code>${</code> and <code>}</code>. */
    record Code(Expr tree) implements Segment {}
}
