package dev.trellis.tde.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Spellings of addresses that mean a server on this machine, or try to be taken for another. */
final class HostileAddresses {
    private static final List<String> SCHEMES = List.of("http", "HTTP", "https");

    private static final List<String> OTHER_SCHEMES = List.of(
            "ftp",
            "file",
            "gopher",
            "dict",
            "ldap",
            "jar:http",
            "netdoc",
            "data",
            "javascript",
            "ws",
            "unix",
            "http+unix");

    /** 127.0.0.1 and its like in every number system that some parser reads. */
    private static final List<String> HOSTS = List.of(
            "127.0.0.1",
            "127.0.0.2",
            "127.1",
            "127.0.1",
            "127.000.000.001",
            "2130706433",
            "017700000001",
            "0x7f000001",
            "0x7f.0.0.1",
            "0x7F.0x0.0x0.0x1",
            "0177.0.0.1",
            "0177.0000.0000.0001",
            "127.0.0.1.",
            "0",
            "0.0.0.0",
            "localhost",
            "LOCALHOST",
            "localhost.",
            "localhost.localdomain",
            "[::1]",
            "[::]",
            "[0:0:0:0:0:0:0:1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[0:0:0:0:0:ffff:127.0.0.1]",
            "[::127.0.0.1]",
            "[::ffff:0:127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "[fe80::1]",
            "[fe80::1%25lo]",
            "[::1%25lo]",
            "169.254.169.254",
            "[fd00:ec2::254]",
            "0xa9fea9fe",
            "2852039166",
            "10.0.0.1",
            "192.168.0.1",
            "172.16.0.1",
            "100.64.0.1",
            "private.good.test",
            "mixed.good.test",
            "metadata.good.test",
            "good.test.evil.test",
            "evilgood.test",
            "good.test.",
            "%31%32%37.0.0.1",
            "127。0。0。1",
            "①②⑦.0.0.1",
            "good。test");

    /** Text around a host that some parser takes for the host itself. */
    private static final List<String> DISGUISES = List.of(
            "http://good.test@HOST:PORT/",
            "http://good.test:80@HOST:PORT/",
            "http://good.test%40HOST:PORT/",
            "http://good.test\\@HOST:PORT/",
            "http://HOST:PORT\\@good.test/",
            "http://HOST:PORT#@good.test/",
            "http://HOST:PORT?@good.test/",
            "http://HOST:PORT;good.test/",
            "http://HOST:PORT&good.test/",
            "http://good.test HOST:PORT/",
            "http://good.test\tHOST:PORT/",
            "http://good.test\r\nHost: HOST:PORT/",
            "http://good.test\u0000HOST:PORT/",
            "http://good.test%00HOST:PORT/",
            "http://good.test%0d%0aHOST:PORT/",
            "http:HOST:PORT/",
            "http:/HOST:PORT/",
            "http:///HOST:PORT/",
            "http:\\\\HOST:PORT/",
            "//HOST:PORT/",
            "HOST:PORT/",
            " http://HOST:PORT/",
            "http://HOST:PORT/%2e%2e/..;/",
            "http://HOST:PORT:80/",
            "http://HOST:0PORT/",
            "http://HOST:+PORT/",
            "http://HOST: PORT/",
            "http://[HOST]:PORT/",
            "url:http://HOST:PORT/",
            "http://user:pw@HOST:PORT/",
            "http://:pw@HOST:PORT/",
            "http://@HOST:PORT/");

    private static final List<String> DISGUISED =
            List.of("127.0.0.1", "localhost", "2130706433", "[::1]", "private.good.test");

    /** Every address once; each would reach a server on this machine if it were believed. */
    static List<String> at(int port) {
        Set<String> all = new LinkedHashSet<>();
        for (String host : HOSTS) {
            for (String scheme : SCHEMES) {
                all.add(scheme + "://" + host + ":" + port + "/");
            }
            all.add("http://" + host + "/");
        }
        for (String scheme : OTHER_SCHEMES) {
            all.add(scheme + "://127.0.0.1:" + port + "/");
        }
        for (String disguise : DISGUISES) {
            for (String host : DISGUISED) {
                all.add(disguise.replace("HOST", host).replace("PORT", Integer.toString(port)));
            }
        }
        return new ArrayList<>(all);
    }

    private HostileAddresses() {}
}
