package dev.trellis.tde.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamedStatementTest {
    @Test
    void shouldNumberParametersWhenTheyRepeat() {
        // given
        String sql = "select * from t where a = :a and b > :b or c = :a::int";

        // when
        NamedStatement statement = NamedStatement.parse(sql, "??");

        // then
        assertThat(statement.text()).isEqualTo("select * from t where a = ? and b > ? or c = ?::int");
        assertThat(statement.names()).isEqualTo(List.of("a", "b", "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select ':a'",
                "select 'it''s :a'",
                "select E'\\':a'",
                "select \":a\" from t",
                "select $$ :a $$",
                "select $tag$ :a $$ $tag$",
                "select 1 -- :a",
                "select /* :a */ 1",
                "select x::text",
                "select f(a := 1)",
                "select arr[1:2]"
            })
    void shouldFindNoParameterWhenColonMeansSomethingElse(String sql) {
        // given / when
        NamedStatement statement = NamedStatement.parse(sql, "??");

        // then
        assertThat(statement).isEqualTo(new NamedStatement(sql, List.of()));
    }

    @Test
    void shouldEscapeWhenOperatorIsAQuestionMark() {
        // given / when
        NamedStatement statement = NamedStatement.parse("select doc ? :key, '?'", "??");

        // then
        assertThat(statement.text()).isEqualTo("select doc ?? ?, '?'");
    }

    @Test
    void shouldParseWhenALiteralIsVeryLong() {
        // given
        String literal = "'" + "x''".repeat(200_000) + "'";

        // when / then
        assertThat(NamedStatement.parse("select " + literal + ", :a", "??").names())
                .isEqualTo(List.of("a"));
    }
}
