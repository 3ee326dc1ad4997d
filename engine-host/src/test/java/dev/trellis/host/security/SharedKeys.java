package dev.trellis.host.security;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * The key pair of the identity provider under test. A profile and its test are loaded by different class loaders, so the
 * pair stands, as text, in the system's properties, which are theirs together.
 */
final class SharedKeys {
    private static final String PROPERTY = "trellis.test.identity";

    static KeyPair get() {
        try {
            String[] pair = System.getProperties()
                    .computeIfAbsent(PROPERTY, name -> fresh())
                    .toString()
                    .split(" ");
            KeyFactory keys = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    keys.generatePublic(
                            new X509EncodedKeySpec(Base64.getDecoder().decode(pair[0]))),
                    keys.generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pair[1]))));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String fresh() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            Base64.Encoder text = Base64.getEncoder();
            return text.encodeToString(pair.getPublic().getEncoded()) + " "
                    + text.encodeToString(pair.getPrivate().getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private SharedKeys() {}
}
