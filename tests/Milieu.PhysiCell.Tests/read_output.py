"""Reads a snapshot of an output folder with scipy, going by its XML, and prints what it found as JSON."""
import json
import os
import sys
import xml.etree.ElementTree as tree

import scipy.io

document = sys.argv[1]
folder = os.path.dirname(document)
root = tree.parse(document).getroot()


def named(element):
    return os.path.join(folder, element.find("filename").text)


def matrix(element, name):
    return scipy.io.loadmat(named(element))[name]


def graph(element):
    edges = {}
    with open(named(element)) as lines:
        for line in lines:
            cell, others = line.split(":")
            edges[int(cell)] = [int(other) for other in others.split(",") if other.strip()]
    return edges


domain = root.find("microenvironment").find("domain")
mesh = domain.find("mesh")
custom = root.find("cellular_information").find("cell_populations").find("cell_population").find("custom")
data = custom.find("simplified_data")
print(json.dumps({
    "minutes": float(root.find("metadata").find("current_time").text),
    "axes": [[float(v) for v in mesh.find(a + "_coordinates").text.split(mesh.find(a + "_coordinates").get("delimiter"))]
             for a in "xyz"],
    "substrates": [v.get("name") for v in domain.find("variables")],
    "types": [t.text for t in data.find("cell_types")],
    "labels": [[label.text, int(label.get("index")), int(label.get("size"))] for label in data.find("labels")],
    "mesh": matrix(mesh.find("voxels"), "mesh").T.tolist(),
    "densities": matrix(domain.find("data"), "multiscale_microenvironment").T.tolist(),
    "cells": matrix(data, "cells").T.tolist(),
    "neighbors": graph(custom.find("neighbor_graph")),
    "springs": graph(custom.find("spring_attached_cells_graph")),
    "attached": graph(custom.find("attached_cells_graph")),
}))
