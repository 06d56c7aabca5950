using Interop.Foreign.Tests.Matrix;

namespace Interop.Foreign.Tests;

/// <summary>Writes the matrix when all tests have run: <c>artifacts/tests/soap-matrix.md</c>.</summary>
[SetUpFixture]
public sealed class MatrixReport
{
    [OneTimeTearDown]
    public async Task WriteAsync()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Interop.sln")))
        {
            root = root.Parent;
        }

        var folder = Path.Combine(root?.FullName ?? throw new DirectoryNotFoundException("Interop.sln is above no folder of these tests."), "artifacts", "tests");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "soap-matrix.md"), InteropMatrix.Report());
    }
}
