using System.Security.Cryptography;
using System.Text;

namespace FieldNode.Update.Tests;

public sealed class PemTests
{
    [Fact]
    public void What_is_written_is_what_another_implementation_writes_and_is_read_again()
    {
        for (int count = 1; count < 200; count++)
        {
            byte[] der = Bundles.Bytes(count, count);
            string pem = PemEncoding.WriteString("CERTIFICATE", der) + "\n";

            Assert.Equal(pem, Encoding.ASCII.GetString(Pem.Write("CERTIFICATE", der)));
            Assert.Equal(der, Pem.Read(Encoding.ASCII.GetBytes("text\r\n" + pem))[..count]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE----")]
    [InlineData("0\u0082 of DER")]
    public void What_is_no_text_of_certificates_is_taken_as_it_is(string text) => Assert.Equal(Encoding.Latin1.GetBytes(text), Pem.Read(Encoding.Latin1.GetBytes(text)));
}
