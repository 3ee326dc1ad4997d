package dev.trellis.host.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTest {

    private static final Scope SCOPE = Scope.of(variables());

    private static Map<String, Object> variables() {
        Map<String, Object> variables = new HashMap<>();
        variables.put("amount", 1500);
        variables.put("price", new BigDecimal("19.90"));
        variables.put("rate", 0.1);
        variables.put("name", "Ada");
        variables.put("code", "42");
        variables.put("yes", true);
        variables.put("nothing", null);
        variables.put("items", Arrays.asList("a", "b", null));
        variables.put("order", Map.of("total", 10, "customer", Map.of("name", "Grace"), "a-b", 7));
        variables.put("nrOfInstances", 10);
        variables.put("nrOfCompletedInstances", 6);
        variables.put("blank", "");
        variables.put("execution", Map.of("processBusinessKey", "BK-1", "processInstanceId", "i-1"));
        return variables;
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("${amount > 1000}", true),
                Arguments.of("#{amount gt 1000}", true),
                Arguments.of("${amount <= 1500 && amount ge 1500}", true),
                Arguments.of("${amount lt 1 or not (name eq 'Ada')}", false),
                Arguments.of("${nrOfCompletedInstances/nrOfInstances >= 0.6}", true),
                Arguments.of("${order.total * 1.2}", 12L),
                Arguments.of("${order.total * 1.25}", new BigDecimal("12.5")),
                Arguments.of("${order['a-b']}", 7),
                Arguments.of("${order.customer.name}", "Grace"),
                Arguments.of("${order.missing.deeper}", null),
                Arguments.of("${items[1]}", "b"),
                Arguments.of("${items[9]}", null),
                Arguments.of("${items[-1]}", null),
                Arguments.of("${empty nothing}", true),
                Arguments.of("${empty blank}", true),
                Arguments.of("${empty items}", false),
                Arguments.of("${!empty name}", true),
                Arguments.of("${empty unknown}", true),
                Arguments.of("${empty unknown.part[0]}", true),
                Arguments.of("${nothing == null}", true),
                Arguments.of("${nothing > 5}", false),
                Arguments.of("${nothing <= null}", true),
                Arguments.of("${code == 42}", true),
                Arguments.of("${code > 5}", true),
                Arguments.of("${name == 5}", false),
                Arguments.of("${'abc' < 'abd'}", true),
                Arguments.of("${price}", new BigDecimal("19.90")),
                Arguments.of("${price * 2}", new BigDecimal("39.8")),
                Arguments.of("${rate + 0.2}", new BigDecimal("0.3")),
                Arguments.of("${1 / 3}", new BigDecimal("0.3333333333333333333333333333333333")),
                Arguments.of("${7 % 4}", 3L),
                Arguments.of("${7 mod 4 + 8 div 2}", 7L),
                Arguments.of("${2 + 3 * 4 - 1}", 13L),
                Arguments.of("${(2 + 3) * 4}", 20L),
                Arguments.of("${10 - 3 - 2}", 5L),
                Arguments.of("${-amount}", -1500L),
                Arguments.of("${9223372036854775807 + 1}", new BigDecimal("9223372036854775808")),
                Arguments.of("${amount > 1000 ? 'high' : 'low'}", "high"),
                Arguments.of("${yes ? nothing == null ? 1 : 2 : 3}", 1L),
                Arguments.of("${yes || unknown}", true),
                Arguments.of("${!yes && unknown}", false),
                Arguments.of("${size(items) + size(name)}", 6L),
                Arguments.of("${upper(name)}${lower(name)}", "ADAada"),
                Arguments.of("${contains(items, 'b') && contains(order, 'total')}", true),
                Arguments.of("${round(2.345, 2)}", new BigDecimal("2.35")),
                Arguments.of("${max(min(1, 2), abs(-3))}", 3L),
                Arguments.of("${number('1e2') + 1}", 101L),
                Arguments.of("${trim('  x ')}", "x"),
                Arguments.of("${'it''s'}".replace("''", "\\'"), "it's"),
                Arguments.of("${'}'}", "}"),
                Arguments.of(
                        "Dear ${name}, you owe ${price} for ${items}.",
                        "Dear Ada, you owe 19.9 for [\"a\",\"b\",null]."),
                Arguments.of("${text(order.customer)}", "{\"name\":\"Grace\"}"),
                Arguments.of("[${nothing}]", "[]"),
                Arguments.of("plain $ # { } text", "plain $ # { } text"),
                Arguments.of("\\${name} is ${name}", "${name} is Ada"),
                Arguments.of("", ""),
                Arguments.of(" ${amount} ", " 1500 "),
                Arguments.of("#{execution.processBusinessKey}", "BK-1"),
                Arguments.of("${execution.processInstanceId}", "i-1"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void shouldGiveValueWhenTextIsInTheGrammar(String text, Object expected) {
        // when
        Object value = Expression.parse(text).evaluate(SCOPE);
        // then
        assertThat(value).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "${}~empty",
                "${a~'}' is missing",
                "${a b}~not expected here",
                "${a.b()}~methods cannot be called",
                "${a['b']()}~methods cannot be called",
                "${''.getClass()}~refused",
                "${name.class}~refused",
                "${name['class']}~refused",
                "${a = 5}~would assign",
                "${a += 5}~would assign",
                "${x -> x + 1}~not expected here",
                "${T(java.lang.Runtime)}~there is no function 'T'",
                "${exec('id')}~there is no function 'exec'",
                "${vars:get('x')}~prefix",
                "${execution.setVariable('a', 1)}~of 'execution' only",
                "${execution}~of 'execution' only",
                "${execution['processInstanceId']}~of 'execution' only",
                "${task.name}~engine object 'task'",
                "${runtimeService.startProcess}~engine object",
                "${a instanceof b}~types cannot be asked for",
                "${new}~reserved",
                "${[1,2]}~lists cannot be written",
                "${{'a':1}}~does not belong",
                "${a ${b}}~by their bare name",
                "${a; b}~single value",
                "${a & b}~write '&&'",
                "${a | b}~write '||'",
                "${a ?: b}~not expected here",
                "${a ? b}~':' is missing",
                "${(a}~')' is missing",
                "${a[1}~']' is missing",
                "${a.}~property name is missing",
                "${1.2.3}~property name is missing",
                "${1a}~followed directly",
                "${1e99999}~exponent",
                "${'open}~not closed",
                "${'\\x'}~unknown escape",
                "${size(a, b)}~takes 1 argument",
                "${and}~not expected here",
            })
    void shouldRefuseWhenTextIsOutsideTheGrammar(String text, String reason) {
        // when
        var parsing = assertThatThrownBy(() -> Expression.parse(text));
        // then
        parsing.isInstanceOf(ExpressionSyntaxException.class).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "${unknown > 1}~the variable 'unknown' does not exist",
                "${amount / 0}~division by zero",
                "${amount % 0}~division by zero",
                "${name + 1}~adds numbers",
                "${nothing + 1}~a number is needed, not null",
                "${name > 5}~cannot compare",
                "${name.first}~needs a map",
                "${items['x']}~a number is needed",
                "${items[0.5]}~whole number",
                "${amount ? 1 : 2}~true or false is needed",
                "${!name}~true or false is needed",
                "${-name}~a number is needed",
                "${lower(amount)}~a string is needed",
                "${round(price, 99)}~from 0 to 30",
                "${number('1e1000000000')}~a number is needed",
            })
    void shouldNameTheCauseWhenThereIsNoValue(String text, String reason) {
        // given
        Expression expression = Expression.parse(text);
        // when
        var evaluating = assertThatThrownBy(() -> expression.evaluate(SCOPE));
        // then
        evaluating
                .isInstanceOf(ExpressionEvaluationException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(text);
    }

    @Test
    void shouldNameEachVariableOnceWhenSeveralAreRead() {
        // given
        String text = "${b.c > a[i] ? size(d) : -e} and ${empty a} for ${execution.processBusinessKey}";
        // when
        var variables = Expression.parse(text).variables();
        // then
        assertThat(variables).containsExactly("a", "b", "d", "e", "i");
    }

    @Test
    void shouldTellLiteralFromTemplateWhenAsked() {
        assertThat(Expression.parse("plain \\${x}").isLiteral()).isTrue();
        assertThat(Expression.parse("${x}").isSingle()).isTrue();
        assertThat(Expression.parse("${x} ").isSingle()).isFalse();
        assertThat(Expression.parse("a${x}").isLiteral()).isFalse();
    }

    @Test
    void shouldPointAtTheCharacterWhenSyntaxIsWrong() {
        // when
        var parsing = assertThatThrownBy(() -> Expression.parse("total: ${a + }"));
        // then
        parsing.isInstanceOfSatisfying(
                ExpressionSyntaxException.class, e -> assertThat(e.position()).isEqualTo(13));
    }

    @Test
    void shouldRefuseWhenTextIsHuge() {
        for (String text : List.of(
                "${" + "(".repeat(5_000) + "1" + ")".repeat(5_000) + "}",
                "${" + "!".repeat(5_000) + "a}",
                "${" + "-".repeat(5_000) + "1}",
                "${1" + " + 1".repeat(5_000) + "}",
                "${a" + "[0]".repeat(5_000) + "}",
                "${" + "a ? ".repeat(5_000) + "1}",
                "${a}".repeat(500),
                "x".repeat(70_000))) {
            assertThatThrownBy(() -> Expression.parse(text)).isInstanceOf(ExpressionSyntaxException.class);
        }
    }

    @Test
    void shouldStayCheapWhenNumbersAreExtreme() {
        // given
        Scope scope = Scope.of(Map.of("big", new BigDecimal("1e1000000000"), "small", new BigDecimal("1e-4000")));
        // when
        var adding = assertThatThrownBy(() -> Expression.parse("${big + 1}").evaluate(scope));
        var comparing = assertThatThrownBy(() -> Expression.parse("${big > 1}").evaluate(scope));
        var shrinking =
                assertThatThrownBy(() -> Expression.parse("${small * small}").evaluate(scope));
        // then
        adding.isInstanceOf(ExpressionEvaluationException.class).hasMessageContaining("out of range");
        comparing.isInstanceOf(ExpressionEvaluationException.class).hasMessageContaining("out of range");
        shrinking.isInstanceOf(ExpressionEvaluationException.class).hasMessageContaining("out of range");
    }

    @Test
    void shouldTakeTruthOfConditionWhenTested() {
        assertThat(Expression.parse("${amount > 1}").test(SCOPE)).isTrue();
        assertThat(Expression.parse("${nothing}").test(SCOPE)).isFalse();
        assertThat(Expression.parse("true").test(SCOPE)).isTrue();
        assertThatThrownBy(() -> Expression.parse("${name}").test(SCOPE))
                .isInstanceOf(ExpressionEvaluationException.class)
                .hasMessageContaining("${name}");
    }

    @Test
    void shouldLookInsideFirstWhenScopesAreNested() {
        // given
        Map<String, Object> inner = new HashMap<>();
        inner.put("x", null);
        Scope scope = Scope.of(inner).over(Scope.of(Map.of("x", 1, "y", 2)));
        // when
        Object value = Expression.parse("${x == null && y == 2}").evaluate(scope);
        // then
        assertThat(value).isEqualTo(true);
    }
}
