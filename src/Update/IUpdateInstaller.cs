namespace FieldNode.Update
{
    /// <summary>
    /// Where an update goes. Here it is slots of our own (<see cref="SlotInstaller"/>); it has the shape of nanoFramework's coming In-Field Update
    /// (nanoFramework.Runtime.InFieldUpdate, in preview for 2.0), so that MCUboot's slots can stand behind it: each member names the one
    /// there. A bundle has passed its signature before <see cref="Begin"/>. Implementations MUST NOT throw, MUST bear a power cut at any
    /// instant, and MUST NOT work for long: what is long goes by steps.
    /// </summary>
    public interface IUpdateInstaller
    {
        /// <summary>What runs and what is next (UpdateManager.GetStatus).</summary>
        InstallState State { get; }

        /// <summary>Why the last <see cref="Complete"/> was bad.</summary>
        UpdateReason Reason { get; }

        /// <summary>Whether a bundle would be taken, before anything is computed or written (IUpdateProvider.TryGetOffer tells version and length).</summary>
        /// <param name="manifest">What the offer says; not verified yet.</param>
        /// <param name="utcMs">Wall clock that is believed, in ms since 1970 UTC; 0 if there is none.</param>
        UpdateReason Judge(Manifest manifest, long utcMs);

        /// <summary>Makes room for a verified bundle (StartUpdateSession).</summary>
        UpdateReason Begin(Manifest manifest, byte[] offer, int count);

        /// <summary>The verified offer that was being taken when the last run ended (ResumeUpdateSession).</summary>
        /// <param name="offer">At least Manifest.OfferMax + Seal.Bytes long.</param>
        /// <returns>Its bytes, or -1 if there was none.</returns>
        int Restore(byte[] offer);

        /// <summary>Reads a chunk that may be there from before, or the list (SlotFiles.List). It says nothing about whether it is right.</summary>
        bool Read(int file, byte[] into, int count);

        /// <summary>Stores a chunk, or the list, that was judged in memory (StoreImageChunk).</summary>
        UpdateReason Store(int file, byte[] bytes, int count);

        /// <summary>All chunks are there: reads them back and makes them the next to start, one step at a time (CompleteUpdateSession).</summary>
        CheckResult Complete();

        /// <summary>Gives up what is being taken, else what is on trial, else what the next start would try (AbortUpdateSession,
        /// RequestDeploymentRevert).</summary>
        void Abort(UpdateReason reason);

        /// <summary>What is on trial does what it should (ConfirmDeploymentImage).</summary>
        UpdateReason Confirm();
    }
}
