using System;

namespace FieldNode.Update
{
    /// <summary>
    /// SHA-256 (FIPS 180-4) in managed code, one block of 64 bytes at a time, since stock nanoFramework has none that is native. For a
    /// manifest it is fast enough; parts are hashed natively (<see cref="IHmac"/>). All of it is unsigned, from the arrays on: the
    /// interpreter's stack is typed.
    /// </summary>
    public sealed class Sha256
    {
        /// <summary>Bytes of a digest.</summary>
        public const int DigestBytes = 32;

        private const int BlockBytes = 64;
        private const int Rounds = 64;
        private const int LengthBytes = 8;

        private readonly uint[] constants = Constants(); // not static: there is no check most of the time, and statics stay
        private readonly uint[] schedule = new uint[Rounds];
        private readonly uint[] state = new uint[8];
        private readonly byte[] block = new byte[BlockBytes];
        private readonly byte[] message;
        private readonly int end;
        private readonly int count;
        private int at;
        private bool isPadded; // the bit behind the message is out
        private bool isDone;

        /// <summary>Begins the digest of some bytes, which must stay as they are until it is done.</summary>
        public Sha256(byte[] message, int offset, int count)
        {
            this.message = message;
            this.count = count;
            at = offset;
            end = offset + count;
            Digest = new byte[DigestBytes];
            uint[] start =
            {
                0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
            };
            Array.Copy(start, 0, state, 0, start.Length);
        }

        /// <summary>The digest, once <see cref="Step"/> said true.</summary>
        public byte[] Digest { get; }

        /// <summary>Takes one block.</summary>
        /// <returns>True if that was the last one, or there is none left.</returns>
        public bool Step()
        {
            if (isDone)
            {
                return true;
            }

            Fill();
            Expand();
            Compress();
            for (int i = 0; isDone && i < Digest.Length; i++)
            {
                Digest[i] = (byte)(state[i >> 2] >> (24 - 8 * (i & 3)));
            }

            return isDone;
        }

        // The next block: bytes of the message, then one bit, zeros, and in the last eight bytes the length in bits.
        private void Fill()
        {
            int taken = end - at < BlockBytes ? end - at : BlockBytes;
            Array.Copy(message, at, block, 0, taken);
            at += taken;
            if (taken == BlockBytes)
            {
                return;
            }

            Array.Clear(block, taken, BlockBytes - taken);
            if (!isPadded)
            {
                block[taken] = 0x80;
                isPadded = true;
                taken++;
            }

            if (taken <= BlockBytes - LengthBytes)
            {
                block[BlockBytes - 4] = (byte)(count >> 21);
                block[BlockBytes - 3] = (byte)(count >> 13);
                block[BlockBytes - 2] = (byte)(count >> 5);
                block[BlockBytes - 1] = (byte)(count << 3);
                isDone = true;
            }
        }

        private void Expand()
        {
            uint[] w = schedule;
            byte[] from = block;
            for (int i = 0, j = 0; i < 16; i++, j += 4)
            {
                w[i] = (uint)((from[j] << 24) | (from[j + 1] << 16) | (from[j + 2] << 8) | from[j + 3]);
            }

            for (int i = 16; i < Rounds; i++)
            {
                uint x = w[i - 15];
                uint y = w[i - 2];
                w[i] = w[i - 16] + w[i - 7]
                    + (((x >> 7) | (x << 25)) ^ ((x >> 18) | (x << 14)) ^ (x >> 3))
                    + (((y >> 17) | (y << 15)) ^ ((y >> 19) | (y << 13)) ^ (y >> 10));
            }
        }

        private void Compress()
        {
            uint[] w = schedule;
            uint[] k = constants;
            uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
            for (int i = 0; i < Rounds; i++)
            {
                uint t = h + (((e >> 6) | (e << 26)) ^ ((e >> 11) | (e << 21)) ^ ((e >> 25) | (e << 7))) + (g ^ (e & (f ^ g))) + k[i] + w[i];
                uint u = (((a >> 2) | (a << 30)) ^ ((a >> 13) | (a << 19)) ^ ((a >> 22) | (a << 10))) + ((a & b) | (c & (a | b)));
                h = g;
                g = f;
                f = e;
                e = d + t;
                d = c;
                c = b;
                b = a;
                a = t + u;
            }

            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
            state[4] += e;
            state[5] += f;
            state[6] += g;
            state[7] += h;
        }

        private static uint[] Constants()
        {
            return new uint[]
            {
                0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
                0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
                0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
                0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
                0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
                0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
                0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
                0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
            };
        }
    }
}
