package dev.trellis.host.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseAwayTest {

    @ParameterizedTest
    @CsvSource({"08001,true", "08006,true", "57P01,true", "57P03,true", "53300,true", "23505,false", "57014,false"})
    void shouldDecideByTheStateWhenAStatementFailed(String state, boolean away) {
        // given
        Throwable failure = new IllegalStateException("a step failed", new SQLException("reason", state));

        // when
        boolean caused = DatabaseAway.caused(failure);

        // then
        assertThat(caused).isEqualTo(away);
    }

    @Test
    void shouldCountAnExhaustedPoolWhenNoConnectionWasFree() {
        assertThat(DatabaseAway.caused(new SQLException("Sorry, acquisition timeout!")))
                .isTrue();
        assertThat(DatabaseAway.caused(new IllegalArgumentException("acquisition timeout")))
                .isFalse();
    }
}
