namespace FieldNode.Update.Tests;

/// <summary>A message signed once with OpenSSL 3: genrsa 3072, dgst -sha256 -sign. The private key was thrown away.</summary>
internal static class OpenSslVector
{
    internal const string PublicKey = """
        -----BEGIN PUBLIC KEY-----
        MIIBojANBgkqhkiG9w0BAQEFAAOCAY8AMIIBigKCAYEAtqrDEYZHRUCcUT8WAXgT
        TG+2Nx4IqR2tMMWtPQnH7QpdKIW6ze0dcn7BEnjW4269KKcGFC9NlkZE5N+3q1aI
        THGq28j7MlIeHVwNaAPj2XXpCUGHKwCSDV4MLdxnWl268/Fwh+vUk3PFlJOfamjT
        pyH1/d/5Dy4yAeJJR3X9lExypA7mBRc32Ax7rZmDddaKvpZvsle6i5XgYd5gPiaQ
        SYp3cUUeOdo2pTk4f7Sanmk1CmTDBCI+adbXIHBn00o0lV1nNJaW82TRsV1NDJOt
        7MJgiMRrHyVouf3Bbq8TV34oqCNC/6YaG+NrHriEpJW4SGwJmr4eR+qVXjeiD785
        kXMNboUyJDbYxWgjELERaquGOFScuhmU89PqFA9GAey/scotbZzVK7ka634MRi8S
        OiujjPBBZTtHuxG7ysPozFnb5GtZhnR7t7ZbCCmCH4WSK3uG39bBmTmTf5JWRmmz
        dw9hi6a/O33grt0HP5K2FWlpZyx8wr5fYVh3FwtMvrqVAgMBAAE=
        -----END PUBLIC KEY-----
        """;

    internal static readonly byte[] Message = "FieldNode: a message that was signed once, with OpenSSL."u8.ToArray();

    internal static readonly byte[] Signature = Convert.FromHexString(
        "6ac2fb710361dabe6fd769190b5b91c6ad526f4f0b3f5c3d5b8dccbc55a46547ffcd27b8cf34bf925ff03e51b4e75eef" +
        "1d15aa8978ef26b39c751f4b2079c1ddaa9dcb4d4c462d7947d139b21ae037399139a213c0ab217f8d2cd0baedc03a91" +
        "67a1c27cce1f49c21d2f90d1b503cf8d4ac14cf76c4d4329d4f8f872771d8bcae504608a549fff06877e114adf952403" +
        "2d1cffee62e9c980d3d7458360bd67deb0d017afbbf561a164b374948e75aba5ef058b8c76659085e4bc41544d6bada5" +
        "2ce2c310edec6d7b1bb102fc241b9038d4de9186d5a97c12be41f9a274887e5619bdc9b8d3580a5a4a9823dd231a2824" +
        "0f9cf1acdbb676e2470f72c2892a95de33aabb3c959658d4c389bfd09cd098b334164b6de0a93d2d452708aaa19be930" +
        "ca9bcf5163c0adc4ee326f62796e6b350915563577dbd9bef981d8c94ddae6516af4b68e3229a0229f77c0be0f956791" +
        "a1866ed053f23d3a0c50a4654ddb93994f924143bf49cdfd50ab83cf9369471c50e928bec82e68947a823e57d84db2bd");
}
