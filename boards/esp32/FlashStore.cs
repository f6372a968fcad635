using System;
using System.IO;
using FieldNode.Journal;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Files in one folder of the internal drive, littlefs behind nanoFramework.System.IO.FileSystem 1.1.93. FileMode.Create truncates, and
    /// the new content counts only once Close has committed it (littlefs is copy on write), so a cut leaves the old file or the new one.
    /// File.Move refuses an existing target, so nothing is renamed: whoever needs more uses two files in turn (AbRecord).
    /// </summary>
    public sealed class FlashStore : IFlashStore
    {
        /// <summary>Where the node keeps its state. The certificate files and the settings lie beside this folder, not in it.</summary>
        public const string UsualFolder = "I:\\node";

        private readonly string prefix;
        private readonly string folder;

        /// <summary>A store in a folder, which is made if it is not there.</summary>
        public FlashStore(string folder)
        {
            this.folder = folder;
            prefix = folder + "\\";
            try
            {
                if (!Directory.Exists(folder))
                {
                    Directory.CreateDirectory(folder);
                }
            }
            catch (Exception)
            {
                // Then every write answers false, which its caller reports.
            }
        }

        /// <inheritdoc />
        public bool Write(string name, byte[] content, int offset, int count)
        {
            return WriteFile(prefix + name, content, offset, count);
        }

        /// <summary>Writes a file of the drive whole. A cut leaves the old one or the new one.</summary>
        /// <returns>False: the drive is full or broken.</returns>
        public static bool WriteFile(string path, byte[] content, int offset, int count)
        {
            FileStream file = null;
            bool isWritten = false;
            try
            {
                file = new FileStream(path, FileMode.Create, FileAccess.Write);
                file.Write(content, offset, count);
                isWritten = true;
            }
            catch (Exception)
            {
                // Full, or broken.
            }

            return CloseQuietly(file) && isWritten;
        }

        /// <inheritdoc />
        public int Read(string name, byte[] buffer, int offset, int count)
        {
            FileStream file = null;
            int got = -1;
            try
            {
                if (File.Exists(prefix + name))
                {
                    file = new FileStream(prefix + name, FileMode.Open, FileAccess.Read);
                    got = ReadAll(file, buffer, offset, count);
                }
            }
            catch (Exception)
            {
                got = -1;
            }

            CloseQuietly(file);
            return got;
        }

        /// <inheritdoc />
        public bool Delete(string name)
        {
            return DeleteFile(prefix + name);
        }

        /// <summary>Deletes a file of the drive; it is right if there is none.</summary>
        public static bool DeleteFile(string path)
        {
            try
            {
                if (File.Exists(path))
                {
                    File.Delete(path);
                }

                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <inheritdoc />
        public string[] List()
        {
            try
            {
                string[] paths = Directory.GetFiles(folder);
                for (int i = 0; i < paths.Length; i++)
                {
                    paths[i] = Path.GetFileName(paths[i]);
                }

                return paths;
            }
            catch (Exception)
            {
                return new string[0];
            }
        }

        private static int ReadAll(FileStream file, byte[] buffer, int offset, int count)
        {
            int total = 0;
            while (total < count)
            {
                int got = file.Read(buffer, offset + total, count - total);
                if (got <= 0)
                {
                    break;
                }

                total += got;
            }

            return total;
        }

        private static bool CloseQuietly(FileStream file)
        {
            try
            {
                if (file != null)
                {
                    file.Close();
                }

                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
