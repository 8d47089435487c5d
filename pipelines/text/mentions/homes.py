"""Where an entity of the gazetteer belongs: a body to its country, a product to its maker."""

from pipelines.text.mentions.gazetteer import Gazetteer
from pipelines.text.mentions.view import match_view, name_view


def find_countries(gazetteer: Gazetteer) -> dict[str, str]:
    """Find the country in front of an entity's name: 美国 for 美国参议院."""
    countries = {
        name_view(alias.alias): alias.entity_id
        for alias in gazetteer.aliases
        if gazetteer.entities[alias.entity_id].type == "location" and len(alias.alias) > 1
    }
    homes = {}
    for entity in gazetteer.entities.values():
        name = match_view(entity.name)
        if entity.type == "organization":
            for length in range(min(len(name) - 1, 8), 1, -1):
                if name[:length] in countries:
                    homes[entity.entity_id] = countries[name[:length]]
                    break
    return homes


def find_makers(gazetteer: Gazetteer) -> dict[str, str]:
    """Find the firm that makes a product, in the product's description: chatbot and model of ByteDance."""
    firms = {a.alias: a.entity_id for a in gazetteer.aliases if gazetteer.entities[a.entity_id].type == "organization"}
    makers = {}
    for product in gazetteer.entities.values():
        if product.type == "product":
            _, _, maker = product.description.rpartition(" of ")
            if maker in firms:
                makers[product.entity_id] = firms[maker]
    return makers
