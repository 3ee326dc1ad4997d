package dev.trellis.tde.binding.knative;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.wire.WireFormatException;
import io.quarkus.funqy.runtime.ApplicationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class UnreadableMessagesTest {

    @Test
    void shouldSetAsideWhatTheFunctionOrItsBindingCannotRead() {
        // given
        Throwable noRequest = new ApplicationException(new WireFormatException("attempt_token", "is missing"));
        Throwable noJson = new UncheckedIOException(new JsonParseException(null, "no JSON"));

        // when
        // then
        assertThat(UnreadableMessages.isUnreadable(noRequest)).isTrue();
        assertThat(UnreadableMessages.isUnreadable(noJson)).isTrue();
    }

    @Test
    void shouldHaveAMessageComeAgainWhenSomethingElseIsWrong() {
        // given
        Throwable away = new ApplicationException(new PortUnavailableException("away"));
        Throwable storedNoJson = new ApplicationException(
                new UncheckedIOException(new JsonParseException(null, "in a stored document")));
        Throwable broken = new UncheckedIOException(new IOException("broken pipe"));

        // when
        // then
        assertThat(UnreadableMessages.isUnreadable(away)).isFalse();
        assertThat(UnreadableMessages.isUnreadable(storedNoJson)).isFalse();
        assertThat(UnreadableMessages.isUnreadable(broken)).isFalse();
        assertThat(UnreadableMessages.isUnreadable(null)).isFalse();
    }
}
