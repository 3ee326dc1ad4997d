package dev.trellis.host.expression;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parsed text in which <code>${…}</code> (or <code>#{…}</code>) stand for values.
 *
 * <p>A text that is exactly one <code>${…}</code> has that value with its type; any other text is a template and has a
 * string value. A backslash before <code>${</code> makes it plain text. Parsing is total: it returns an expression or
 * throws {@link ExpressionSyntaxException}. Instances are immutable and may be shared between threads.
 */
public final class Expression {

    /** The one engine object that may be named, and only to read the members below. */
    static final String EXECUTION = "execution";

    static final Set<String> EXECUTION_MEMBERS =
            Set.of("processBusinessKey", "processInstanceBusinessKey", "processInstanceId");

    private static final int LONGEST = 65_536;

    private final String source;
    private final List<Segment> segments;
    private final Set<String> variables;

    private Expression(String source, List<Segment> segments) {
        this.source = source;
        this.segments = segments;
        this.variables = Collections.unmodifiableSet(new ReadVariables().of(segments));
    }

    /**
     * Parses a text of at most 65,536 characters.
     *
     * @throws ExpressionSyntaxException when a <code>${…}</code> in it is outside the grammar
     */
    public static Expression parse(String source) {
        if (source.length() > LONGEST) {
            throw new ExpressionSyntaxException("the text is longer than " + LONGEST + " characters", LONGEST);
        }
        return new Expression(source, Segments.of(source));
    }

    /** Whether the text holds a <code>${</code> or <code>#{</code>, escaped or not. */
    public static boolean isDynamic(String text) {
        return text.contains("${") || text.contains("#{");
    }

    /** The text as it was given. */
    public String source() {
        return source;
    }

    /** The names of the process variables that the text may read, sorted; {@code a} for {@code a.b}. */
    public Set<String> variables() {
        return variables;
    }

    /** Whether the text is plain and reads nothing. */
    public boolean isLiteral() {
        return segments.stream().allMatch(Segment.Text.class::isInstance);
    }

    /** Whether the text is exactly one <code>${…}</code>, so that its value keeps its type. */
    public boolean isSingle() {
        return segments.size() == 1 && segments.get(0) instanceof Segment.Code;
    }

    /**
     * The value of the text.
     *
     * @throws ExpressionEvaluationException when it has none; the message names the expression and the cause
     */
    public @Nullable Object evaluate(Scope scope) {
        try {
            Evaluation evaluation = new Evaluation(scope);
            if (segments.size() == 1 && segments.get(0) instanceof Segment.Code code) {
                return evaluation.value(code.tree());
            }
            return text(evaluation);
        } catch (ExpressionEvaluationException e) {
            throw new ExpressionEvaluationException(e.getMessage() + ", in " + shown());
        }
    }

    /**
     * The truth of the text, for conditions: null is false.
     *
     * @throws ExpressionEvaluationException when the value is neither true nor false
     */
    public boolean test(Scope scope) {
        Object value = evaluate(scope);
        try {
            return Values.truth(value);
        } catch (ExpressionEvaluationException e) {
            throw new ExpressionEvaluationException(e.getMessage() + ", in " + shown());
        }
    }

    private String text(Evaluation evaluation) {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            switch (segment) {
                case Segment.Text plain -> text.append(plain.text());
                case Segment.Code code -> text.append(ValueText.of(evaluation.value(code.tree())));
            }
        }
        return text.toString();
    }

    private String shown() {
        return source.length() <= 200 ? source : source.substring(0, 200) + "…";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Expression that && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}
