package dev.trellis.tde.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "169.254.169.254", "224.0.0.1", "255.255.255.255", "::", "fe80::1", "ff02::1"})
    void shouldNeverCallWhenAddressIsNobodysOrANeighbours(String literal) throws Exception {
        // given
        InetAddress address = InetAddress.getByName(literal);

        // when / then
        assertThat(AddressRules.isNeverCalled(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "192.0.0.8",
                "198.19.0.1",
                "::1",
                "fd00::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001::1",
                "::7f00:1"
            })
    void shouldBePrivateWhenItMeansSomethingElseElsewhere(String literal) throws Exception {
        // given
        InetAddress address = InetAddress.getByName(literal);

        // when / then
        assertThat(AddressRules.isPrivate(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "192.0.2.1", "2606:4700::1111"})
    void shouldBePublicWhenAllMeanTheSame(String literal) throws Exception {
        // given
        InetAddress address = InetAddress.getByName(literal);

        // when / then
        assertThat(AddressRules.isPrivate(address) || AddressRules.isNeverCalled(address))
                .isFalse();
    }
}
