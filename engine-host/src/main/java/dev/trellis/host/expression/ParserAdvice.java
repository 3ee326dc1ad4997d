package dev.trellis.host.expression;

import dev.trellis.host.expression.Expr.Literal;
import dev.trellis.host.expression.Expr.Variable;
import java.util.Set;

/** What the parser forbids by name, and the words that say what to write instead. */
final class ParserAdvice {

    /** Objects that other engines offer to expressions; here an expression sees values only. */
    private static final Set<String> ENGINE_OBJECTS = Set.of(
            "task",
            "caseExecution",
            "processEngine",
            "processEngineConfiguration",
            "runtimeService",
            "taskService",
            "repositoryService",
            "historyService",
            "managementService",
            "beans",
            "variableContainer",
            "planItemInstance",
            "authenticatedUserId",
            "connector",
            "System",
            "Runtime",
            "Class");

    private static final Set<String> REFLECTIVE = Set.of(
            "class",
            "getClass",
            "classLoader",
            "getClassLoader",
            "forName",
            "declaringClass",
            "protectionDomain",
            "constructor",
            "prototype",
            "__proto__");

    private static final Set<String> RESERVED = Set.of("instanceof", "new", "import", "this");

    private ParserAdvice() {}

    static void checkVariable(Token name, Token following) {
        String text = name.text();
        if (text.equals(Expression.EXECUTION) && !following.is(".")) {
            throw execution(name);
        }
        if (ENGINE_OBJECTS.contains(text)) {
            throw new ExpressionSyntaxException(
                    "the engine object '" + text + "' is not available; pass what you need as a process variable",
                    name.position());
        }
        if (RESERVED.contains(text) || REFLECTIVE.contains(text)) {
            throw new ExpressionSyntaxException(
                    "'" + text + "' is a reserved word; rename the variable", name.position());
        }
    }

    static void checkProperty(Expr target, Token name) {
        checkMember(name.text(), name);
        boolean ofExecution = target instanceof Variable v && v.name().equals(Expression.EXECUTION);
        if (ofExecution && !Expression.EXECUTION_MEMBERS.contains(name.text())) {
            throw execution(name);
        }
    }

    static void checkIndex(Expr target, Expr index, Token at) {
        if (target instanceof Variable v && v.name().equals(Expression.EXECUTION)) {
            throw execution(at);
        }
        if (index instanceof Literal literal && literal.value() instanceof String key) {
            checkMember(key, at);
        }
    }

    private static void checkMember(String member, Token at) {
        if (REFLECTIVE.contains(member)) {
            throw new ExpressionSyntaxException(
                    "the property '" + member + "' is refused; expressions see data, not Java objects", at.position());
        }
    }

    static ExpressionSyntaxException execution(Token at) {
        return new ExpressionSyntaxException(
                "of 'execution' only "
                        + String.join(
                                ", ",
                                Expression.EXECUTION_MEMBERS.stream().sorted().toList())
                        + " can be read; pass anything else as a process variable",
                at.position());
    }

    static ExpressionSyntaxException unknownFunction(Token name) {
        return new ExpressionSyntaxException(
                "there is no function '" + name.text() + "'; there are " + PureFunction.names(), name.position());
    }

    static ExpressionSyntaxException wrongArity(Token name, PureFunction function, int given) {
        return new ExpressionSyntaxException(
                "'" + name.text() + "' takes " + function.arity() + " argument(s), not " + given, name.position());
    }

    static ExpressionSyntaxException methodCall(Token at) {
        return new ExpressionSyntaxException(
                "methods cannot be called; use a function (" + PureFunction.names() + ") or compute it in a task",
                at.position());
    }

    static ExpressionSyntaxException unexpected(Token token) {
        String advice =
                switch (token.text()) {
                    case "(" -> "; only the functions " + PureFunction.names() + " can be called";
                    case "[" -> "; lists cannot be written in an expression";
                    case ":" -> "; functions with a prefix are not available";
                    case "instanceof" -> "; types cannot be asked for";
                    default -> "";
                };
        return new ExpressionSyntaxException(token.shown() + " is not expected here" + advice, token.position());
    }
}
