package dev.turnaround.provider.github;

import java.io.ByteArrayOutputStream;

/// As much of ASN.1's encoding as it takes to wrap a key.
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION = {0x02, 0x01, 0x00};

    /// `rsaEncryption`, without parameters.
    private static final byte[] RSA = {
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private Der() {}

    /// A key of PKCS#1 as one of PKCS#8, which says beforehand what kind of key it is.
    /// <https://www.rfc-editor.org/rfc/rfc5208#section-5>
    static byte[] pkcs8(byte[] pkcs1) {
        var inner = new ByteArrayOutputStream();
        inner.writeBytes(VERSION);
        inner.writeBytes(RSA);
        inner.writeBytes(tagged(OCTETS, pkcs1));
        return tagged(SEQUENCE, inner.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        var whole = new ByteArrayOutputStream(content.length + 4);
        whole.write(tag);
        if (content.length < 0x80) {
            whole.write(content.length);
        } else if (content.length <= 0xff) {
            whole.write(0x81);
            whole.write(content.length);
        } else {
            // A key of 16,384 bits has 9,300 bytes.
            whole.write(0x82);
            whole.write(content.length >> 8);
            whole.write(content.length);
        }
        whole.writeBytes(content);
        return whole.toByteArray();
    }
}
