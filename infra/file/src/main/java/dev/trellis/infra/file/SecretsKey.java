package dev.trellis.infra.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of a file of secrets: 256 random bits of AES-GCM, made once.
 *
 * @param file where it lies, 32 bytes, for its owner only
 */
record SecretsKey(Path file) {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Makes the key unless there is one; of two who do so at once, one wins and both use it. */
    void makeIfMissing() throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path draft = OwnersFile.write(file, random(KEY_BYTES));
        try {
            Path unused = Files.createLink(file, draft);
        } catch (FileAlreadyExistsException other) {
            // The other's key holds.
        } finally {
            Files.delete(draft);
        }
    }

    Sealed seal(Sealed frame, String value) {
        byte[] nonce = random(NONCE_BYTES);
        byte[] cipherText = crypt(Cipher.ENCRYPT_MODE, nonce, frame, value.getBytes(StandardCharsets.UTF_8));
        byte[] box = Arrays.copyOf(nonce, NONCE_BYTES + cipherText.length);
        System.arraycopy(cipherText, 0, box, NONCE_BYTES, cipherText.length);
        return frame.with(Base64.getEncoder().encodeToString(box));
    }

    String open(Sealed kept) {
        byte[] box = Base64.getDecoder().decode(kept.box());
        byte[] nonce = Arrays.copyOf(box, NONCE_BYTES);
        byte[] rest = Arrays.copyOfRange(box, NONCE_BYTES, box.length);
        return new String(crypt(Cipher.DECRYPT_MODE, nonce, kept, rest), StandardCharsets.UTF_8);
    }

    private byte[] crypt(int mode, byte[] nonce, Sealed frame, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(bytes(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(frame.label().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(content);
        } catch (AEADBadTagException changed) {
            throw new IllegalStateException(
                    "the secret " + frame.name() + " does not open with the key " + file
                            + ": one of the two files was changed or replaced; store the secret again",
                    changed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no AES-GCM", impossible);
        }
    }

    private byte[] bytes() {
        try {
            byte[] key = Files.readAllBytes(file);
            if (key.length != KEY_BYTES) {
                throw new IllegalStateException("the key " + file + " is damaged: it has " + key.length + " bytes");
            }
            return key;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the key of the secrets cannot be read: " + file, unreadable);
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
