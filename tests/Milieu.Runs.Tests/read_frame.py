"""Reads a frame with the field's own tools and prints what it found as JSON."""
import json
import sys

import anndata
import numpy
import zarr

frame = sys.argv[1]
cells = anndata.read_zarr(frame + "/cells.zarr")
fields = zarr.open(frame + "/fields.zarr", mode="r")
attributes = fields.attrs.asdict()
image = attributes["multiscales"][0]
array = fields[image["datasets"][0]["path"]][:]
print(json.dumps({
    "ids": list(cells.obs_names),
    "columns": {name: str(cells.obs[name].dtype) for name in cells.obs},
    "types": cells.obs["type"].astype(str).tolist(),
    "states": cells.obs["state"].astype(str).tolist(),
    "phases": cells.obs["phase"].astype(str).tolist(),
    "codes": str(cells.obs["type"].cat.codes.dtype),
    "numbers": {name: [repr(v) for v in cells.obs[name].tolist()]
                for name in cells.obs if cells.obs[name].dtype.kind in "fiu"},
    "spatial": cells.obsm["spatial"].tolist(),
    "has_x": cells.X is not None,
    "minutes": float(cells.uns["minutes"]),
    "axes": [[a["name"], a["type"], a.get("unit")] for a in image["axes"]],
    "version": image["version"],
    "transformations": image["datasets"][0]["coordinateTransformations"],
    "channels": [c["label"] for c in attributes["omero"]["channels"]],
    "shape": list(array.shape),
    "dtype": str(array.dtype),
    "values": array.astype(numpy.float64).ravel().tolist(),
}))
