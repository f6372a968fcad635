using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FieldNode.Cli;

namespace FieldNode.Update.Tests;

/// <summary>An order for a new key, by itself and through a bundle.</summary>
public sealed class KeyMakerTests
{
    private static readonly byte[] Order = [.. "FNKO"u8, 1, 1, 0, 0];

    [Fact]
    public void The_request_is_right_and_for_the_key_that_waits()
    {
        UpdateRig rig = new UpdateRig().Boot();

        Assert.Equal(UpdateReason.None, rig.Send(Bundle(7)));

        CertificateRequest request = Read(rig);
        Assert.Equal("CN=node1", request.SubjectName.Name);
        string key = Encoding.ASCII.GetString(new NewKey(rig.Files).PemFor(Sign(request).RawData)!);
        using X509Certificate2 pair = X509Certificate2.CreateFromPem(Sign(request).ExportCertificatePem(), key); // throws if they are no pair
        Assert.True(pair.HasPrivateKey);
    }

    [Fact]
    public void An_order_is_not_tried_and_its_number_counts()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Bundles.Firmware(5));
        int slot = rig.Choice.Slot;

        Assert.Equal(UpdateReason.None, rig.Send(Bundle(7)));

        Assert.Equal((UpdaterState.Idle, 7, 5), (rig.Updater.State, rig.Record.Lowest, rig.Record.LowestFirmware));
        Assert.Equal(SlotState.Empty, rig.Record.StateOf(1 - slot));
        Assert.Equal(UpdateReason.OlderSequence, rig.Send(Bundle(7)));
        Assert.Equal(slot, rig.Boot().Choice.Slot);
        Assert.False(rig.Choice.IsTrial);
    }

    [Fact]
    public void Two_orders_make_two_keys_on_a_board_without_any_noise()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.Send(Bundle(7));
        byte[] first = Read(rig).PublicKey.ExportSubjectPublicKeyInfo();
        rig.Send(Bundle(8));

        Assert.NotEqual(first, Read(rig).PublicKey.ExportSubjectPublicKeyInfo());
    }

    /// <summary>As if flash had lost what was written of the first order: the bench's secret and the order's number still make another one.</summary>
    [Fact]
    public void The_same_secret_gives_other_keys_to_other_orders_nodes_and_noise()
    {
        var keys = new HashSet<string>();
        foreach ((int sequence, string name, byte noise) in new[] { (7, "a", (byte)0), (8, "a", (byte)0), (7, "b", (byte)0), (7, "a", (byte)1) })
        {
            var rig = new UpdateRig { Place = new KeyPlace { Name = name, Noise = noise } };
            Assert.Equal(UpdateReason.None, rig.Boot().Send(Bundle(sequence)));
            keys.Add(Convert.ToHexString(Read(rig).PublicKey.ExportSubjectPublicKeyInfo()));
        }

        Assert.Equal(4, keys.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void An_order_in_another_form_is_refused(int at)
    {
        byte[] other = [.. Order];
        other[at]++;
        UpdateRig rig = new UpdateRig().Boot();

        Assert.Equal(UpdateReason.BadPart, rig.Send(Bundle(7, other)));

        Assert.Null(rig.Installer.ReadRequest());
    }

    [Fact]
    public void A_length_or_a_name_that_does_not_fit_is_refused_and_so_is_an_order_without_a_board_for_it()
    {
        Assert.Equal(UpdateReason.BadPart, new UpdateRig().Boot().Send(Bundle(7, [.. Order, 0])));
        Assert.Equal(UpdateReason.BadPart, new UpdateRig { Place = new KeyPlace { Name = new string('n', 65) } }.Boot().Send(Bundle(7)));
        Assert.Equal(UpdateReason.None, new UpdateRig { Place = new KeyPlace { Name = new string('n', 64) } }.Boot().Send(Bundle(7)));
        Assert.Equal(UpdateReason.BadPart, new UpdateRig { Place = null! }.Boot().Send(Bundle(7)));
    }

    [Fact]
    public void An_order_goes_alone_and_under_the_release_key()
    {
        BundleContent beside = Bundle(7) with { Parts = [new(BundlePartKind.Settings, "node.json", [1]), new(BundlePartKind.KeyOrder, "new-key", Order)] };
        UpdateRig rig = new UpdateRig().Boot();

        Assert.Equal(UpdateReason.NotCanonical, rig.Send(beside));
        Assert.Equal(UpdateReason.WrongKey, rig.Send(Bundle(7) with { IsRotation = true }));
        Assert.Equal(UpdateReason.BadSignature, rig.Send(Bundle(7), SigningKeys.Rotation));
    }

    [Fact]
    public void A_flash_that_takes_nothing_is_told_and_the_node_keeps_its_key()
    {
        UpdateRig rig = new UpdateRig().Boot();
        BundleContent content = Bundle(7);
        rig.OfferOnly(content);
        byte[] body = Bundles.Body(content);
        while (rig.Updater.State != UpdaterState.Completing)
        {
            rig.Updater.Chunk(rig.Updater.WantedOffset, body, rig.Updater.WantedOffset, rig.Updater.WantedLength);
            rig.Updater.Step(rig.Now, rig.Utc);
        }

        rig.StepUntil(() => rig.Record.StateOf(0) == SlotState.Complete);
        rig.Store.Full = true;
        rig.StepUntil(() => rig.Updater.State == UpdaterState.Idle);

        Assert.Equal(UpdateReason.StoreFailed, rig.Updater.Reason);
        rig.Store.Full = false;
        Assert.Null(rig.Installer.ReadRequest());
    }

    /// <summary>It is made in pieces, each short, so that the loop goes on between them.</summary>
    [Fact]
    public void It_takes_so_many_steps_as_are_told()
    {
        var maker = new KeyMaker(new CuttingStore(UpdateRig.Bench()), new PcHmac(), Bundles.Bytes(32, 77), new KeyPlace(), 7);
        int steps = 0;
        CheckResult result;
        do
        {
            result = maker.Step();
            steps++;
        }
        while (result == CheckResult.InProgress);
        TestContext.Current.TestOutputHelper!.WriteLine($"steps={steps}");
        Assert.Equal(CheckResult.Good, result);
        Assert.InRange(steps, KeyMaker.UnitsAbout - 10, KeyMaker.UnitsAbout + 10);
    }

    private static BundleContent Bundle(int sequence, byte[]? order = null) => new()
    {
        Board = Bundles.Board, Version = $"key {sequence}", Sequence = sequence, Expires = Bundles.Now.AddDays(90),
        Parts = [new(BundlePartKind.KeyOrder, "new-key", order ?? Order)],
    };

    private static CertificateRequest Read(UpdateRig rig) =>
        CertificateRequest.LoadSigningRequest(rig.Installer.ReadRequest()!, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);

    private static X509Certificate2 Sign(CertificateRequest request)
    {
        using ECDsa authority = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = new X500DistinguishedName("CN=ca");
        return request.Create(name, X509SignatureGenerator.CreateForECDsa(authority), DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3]);
    }
}
