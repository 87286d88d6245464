"""The recap as a static site: pages of plain HTML that open from a folder, without a server (decision 34)."""
