namespace FieldNode.Update
{
    /// <summary>What a manifest says of itself against what is here. It is cheap, so it comes before the signature; nothing is believed by it.</summary>
    public sealed class OfferCheck
    {
        private readonly UpdateTarget target;
        private readonly ILibraries libraries;

        /// <summary>A check for a board.</summary>
        public OfferCheck(UpdateTarget target, ILibraries libraries)
        {
            this.target = target;
            this.libraries = libraries;
        }

        /// <summary>The library that a bundle is refused for, else null.</summary>
        public string Library { get; private set; }

        /// <summary>Judges an offer.</summary>
        /// <param name="manifest">Its manifest.</param>
        /// <param name="lowest">Its number must be above this one; for keys that of their generation.</param>
        /// <param name="utcMs">Wall clock that is believed, in ms since 1970 UTC; 0 if there is none.</param>
        public UpdateReason Judge(Manifest manifest, int lowest, long utcMs)
        {
            Library = null;
            if (!manifest.IsForProduct(target.Product))
            {
                return UpdateReason.OtherProduct;
            }

            if (!manifest.IsForBoard(target.Board))
            {
                return UpdateReason.OtherBoard;
            }

            if (manifest.Sequence <= lowest)
            {
                return UpdateReason.OlderSequence;
            }

            UpdateReason time = JudgeTime(manifest, utcMs);
            return time != UpdateReason.None ? time
                : manifest.PartBytes > (manifest.HasAssemblies ? target.FirmwareBytesMax : target.SmallBytesMax) ? UpdateReason.TooLarge
                : manifest.HasAssemblies ? JudgeAssemblies(manifest)
                : UpdateReason.None;
        }

        /// <summary>Whether a bundle may still be taken.</summary>
        public static UpdateReason JudgeTime(Manifest manifest, long utcMs)
        {
            return utcMs <= 0 ? UpdateReason.NoTrustedTime : utcMs >= manifest.ExpiresUtcMs ? UpdateReason.Expired : UpdateReason.None;
        }

        /// <summary>Whether assemblies can run here; at the offer, and again at each start.</summary>
        public UpdateReason JudgeAssemblies(Manifest manifest)
        {
            if (!target.CanRunAssemblies)
            {
                return UpdateReason.NoAssemblies;
            }

            if (manifest.LoaderMin > target.Loader)
            {
                return UpdateReason.LoaderTooOld;
            }

            LibraryReader needed = manifest.OpenLibraries();
            while (needed.Next())
            {
                string name = needed.Name;
                if (!libraries.Has(name, needed.Version(0), needed.Version(1), needed.Version(2), needed.Version(3)))
                {
                    Library = name;
                    return UpdateReason.OtherLibrary;
                }
            }

            return UpdateReason.None;
        }
    }
}
