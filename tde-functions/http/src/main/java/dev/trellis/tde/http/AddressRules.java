package dev.trellis.tde.http;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Kinds of addresses, after the special-purpose registries of IANA (RFC 6890). */
final class AddressRules {
    /** Addresses that nobody may allow: this host, a neighbour's, a cloud's metadata service, many at once, nobody. */
    static boolean isNeverCalled(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || (bytes.length == 4 && (octet(bytes, 0) == 0 || octet(bytes, 0) >= 240));
    }

    /** Addresses that mean something else in each network. */
    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address.isLoopbackAddress() || address.isSiteLocalAddress()) {
            return true;
        }
        return address instanceof Inet6Address ? isPrivateV6(bytes) : isPrivateV4(bytes);
    }

    private static boolean isPrivateV4(byte[] bytes) {
        int first = octet(bytes, 0);
        int second = octet(bytes, 1);
        boolean carrierGrade = first == 100 && (second & 0xC0) == 64;
        boolean protocolAssignments = first == 192 && second == 0 && octet(bytes, 2) == 0;
        boolean benchmarking = first == 198 && (second & 0xFE) == 18;
        return carrierGrade || protocolAssignments || benchmarking;
    }

    /** Unique local addresses, and those that carry an IPv4 address within: 6to4, NAT64, IPv4-compatible, IPv4-translated, Teredo. */
    private static boolean isPrivateV6(byte[] bytes) {
        boolean uniqueLocal = (bytes[0] & 0xFE) == 0xFC;
        boolean sixToFour = octet(bytes, 0) == 0x20 && octet(bytes, 1) == 0x02;
        boolean nat64 = octet(bytes, 0) == 0 && octet(bytes, 1) == 0x64;
        boolean teredo =
                octet(bytes, 0) == 0x20 && octet(bytes, 1) == 1 && octet(bytes, 2) == 0 && octet(bytes, 3) == 0;
        boolean compatible = isZero(bytes, 12);
        boolean translated = isZero(bytes, 8) && octet(bytes, 8) == 0xFF && octet(bytes, 9) == 0xFF;
        return uniqueLocal || sixToFour || nat64 || teredo || compatible || translated;
    }

    private static boolean isZero(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int octet(byte[] bytes, int index) {
        return bytes[index] & 0xFF;
    }

    private AddressRules() {}
}
