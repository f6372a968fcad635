using System;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Update;

namespace FieldNode.Esp32
{
    /// <summary>
    /// The CA, the node's certificate and its key, from files on the flash. They are parsed here, once: so a file that cannot be used is
    /// found at start and not in the middle of a handshake. mbedTLS wants PEM text with a NUL at its end (mbedtls_x509_crt_parse), which
    /// the byte[] constructors of System.Net leave to the caller; the reader here adds it where it is missing.
    /// </summary>
    public sealed class LinkIdentity
    {
        private const int FileBytesMax = 16384;

        private const long TicksPerMs = 10000;

        private readonly X509Certificate[] authorities; // by server

        private LinkIdentity(X509Certificate[] authorities, X509Certificate2 own)
        {
            this.authorities = authorities;
            Own = own;
            try
            {
                EndMs = (own.NotAfter.Ticks - DateTime.UnixEpoch.Ticks) / TicksPerMs;
            }
            catch (Exception)
            {
                // A date that this runtime cannot hold: then the certificate bounds nothing.
            }
        }

        /// <summary>When the node's certificate ends, ms since 1970 UTC; 0: not known.</summary>
        internal long EndMs { get; }

        /// <summary>
        /// The only CA that is trusted for a server of the node's list, from 0. The device's own certificate store must be empty: it would be
        /// trusted as well.
        /// </summary>
        internal X509Certificate AuthorityOf(int server)
        {
            return authorities[server];
        }

        /// <summary>The node's certificate with its key.</summary>
        internal X509Certificate2 Own { get; }

        /// <summary>Reads and parses all of them.</summary>
        /// <param name="files">Where they are.</param>
        /// <param name="authorityFiles">By server. A file that serves several is kept once.</param>
        /// <param name="certificateFile">The node's own.</param>
        /// <param name="keyFile">Its key, unless the certificate was brought for a key that waits for it.</param>
        /// <param name="newKey">That key.</param>
        /// <exception cref="Exception">A file is missing, too long, or not a certificate or key; the message names it.</exception>
        public static LinkIdentity Load(NodeFiles files, string[] authorityFiles, string certificateFile, string keyFile, NewKey newKey)
        {
            X509Certificate[] authorities = new X509Certificate[authorityFiles.Length];
            byte[][] texts = new byte[authorityFiles.Length][];
            for (int i = 0; i < texts.Length; i++)
            {
                texts[i] = Read(files, authorityFiles[i]);
            }

            byte[] certificate = Read(files, certificateFile);
            byte[] made = files.IsBrought(certificateFile) ? newKey.PemFor(certificate) : null;
            byte[] key = made == null ? Read(files, keyFile) : Text(made);
            string at = certificateFile;
            try
            {
                for (int i = 0; i < authorities.Length; i++)
                {
                    at = authorityFiles[i];
                    authorities[i] = i > 0 && at == authorityFiles[0] ? authorities[0] : new X509Certificate(texts[i]);
                }

                at = certificateFile;
                new X509Certificate(certificate); // by itself, so that a fault of the key is told from one of the certificate
                at = keyFile;
                return new LinkIdentity(authorities, new X509Certificate2(certificate, key, ""));
            }
            catch (Exception e)
            {
                throw new ArgumentException(at + " is not usable: " + e.Message);
            }
        }

        private static byte[] Read(NodeFiles files, string path)
        {
            byte[] file = files.Read(path);
            if (file.Length == 0 || file.Length > FileBytesMax)
            {
                throw new ArgumentException(path + ": " + file.Length + " bytes, allowed 1 to " + FileBytesMax);
            }

            return Text(file);
        }

        /// <summary>A file as mbedTLS takes it.</summary>
        internal static byte[] Text(byte[] file)
        {
            // DER starts with a SEQUENCE and has its length within; PEM needs the NUL.
            if (file[0] == 0x30 || file[file.Length - 1] == 0)
            {
                return file;
            }

            byte[] text = new byte[file.Length + 1];
            Array.Copy(file, 0, text, 0, file.Length);
            return text;
        }
    }
}
