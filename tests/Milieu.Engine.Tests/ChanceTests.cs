// Chance against its published vectors and its laws.
namespace Milieu.Engine.Tests;

public class ChanceTests
{
    [Fact(DisplayName = "Philox4x32-10 gives Random123's known answers; a wrong round or key bump changes every word")]
    public void KnownAnswers()
    {
        Assert.Equal((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), Chance.Philox(0, 0, 0, 0, 0, 0));
        const uint F = 0xffffffff;
        Assert.Equal((0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu), Chance.Philox(F, F, F, F, F, F));
    }
}
