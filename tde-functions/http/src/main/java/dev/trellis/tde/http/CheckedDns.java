package dev.trellis.tde.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the one host of a call. The connection goes to what it returns, so that no second look-up can answer otherwise than
 * the one that was checked.
 */
final class CheckedDns implements DnsResolver {
    private final HttpGuard.Destination destination;
    private final DnsResolver names;

    CheckedDns(HttpGuard.Destination destination, DnsResolver names) {
        this.destination = destination;
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        if (!host.equalsIgnoreCase(destination.host())) {
            throw new RefusedAddressException("the call goes to " + destination.host() + ", not to " + host);
        }
        InetAddress[] addresses = names.resolve(host);
        for (InetAddress address : addresses) {
            check(address);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    private void check(InetAddress address) throws RefusedAddressException {
        if (AddressRules.isNeverCalled(address)) {
            throw new RefusedAddressException(
                    "%s is %s, which nobody may call".formatted(destination.host(), address.getHostAddress()));
        }
        if (AddressRules.isPrivate(address) && !destination.privateToo()) {
            throw new RefusedAddressException(
                    "%s is the private address %s; the policy must list %s:%d literally and set allow_private"
                            .formatted(
                                    destination.host(),
                                    address.getHostAddress(),
                                    destination.host(),
                                    destination.port()));
        }
    }

    /** A host has an address that may not be called. */
    static final class RefusedAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        RefusedAddressException(String message) {
            super(message);
        }
    }
}
